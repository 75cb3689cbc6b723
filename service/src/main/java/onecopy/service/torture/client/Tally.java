package onecopy.service.torture.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import onecopy.data.fault.Fault;

/** What became of the batches of a run. Thread-safe. */
public final class Tally {
    private final Map<Fault, Long> typed = new EnumMap<>(Fault.class);
    private final List<String> complaints = new ArrayList<>();
    private long batches;
    private long exact;
    private long wrong;
    private long hangs;

    /**
     * A tally at one moment.
     *
     * @param batches asked
     * @param exact answered exactly
     * @param typed ended with an error that was allowed, by its kind
     * @param wrong answered wrongly
     * @param hangs ended long after their deadline, or never
     * @param complaints a sentence for each that is neither exact nor allowed
     */
    public record Counts(long batches, long exact, Map<Fault, Long> typed, long wrong, long hangs,
            List<String> complaints) {
        /** Copies the collections. */
        public Counts {
            typed = Map.copyOf(typed);
            complaints = List.copyOf(complaints);
        }
    }

    /** {@return the tally now} */
    public synchronized Counts counts() {
        return new Counts(batches, exact, typed, wrong, hangs, complaints);
    }

    synchronized void exact() {
        batches++;
        exact++;
    }

    synchronized void typed(Fault fault) {
        batches++;
        typed.merge(fault, 1L, Long::sum);
    }

    synchronized void wrong(String complaint) {
        batches++;
        wrong++;
        complaints.add(complaint);
    }

    synchronized void unexpected(String complaint) {
        batches++;
        complaints.add(complaint);
    }

    /** Notes something that did not end in time. */
    public synchronized void hang(String complaint) {
        hangs++;
        complaints.add(complaint);
    }

    /** Notes something else that must not be. */
    public synchronized void complain(String complaint) {
        complaints.add(complaint);
    }
}
