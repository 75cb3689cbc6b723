package onecopy.service.torture.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecopy.data.fault.Fault;

/**
 * What is being done to a fleet and which errors that allows. A batch may end with an error only if some disturbance that
 * allows it lasted while the batch ran. Thread-safe.
 */
public final class Disturbances {
    private final List<Disturbance> all = new ArrayList<>();
    private long haltedNs;

    /**
     * Something that is being done, until it {@linkplain #end ends}.
     */
    public final class Disturbance {
        private final Optional<String> dataset;
        private final Set<Fault> allowed;
        private final long beginNs = System.nanoTime();
        private long endNs = Long.MAX_VALUE;

        private Disturbance(Optional<String> dataset, Set<Fault> allowed) {
            this.dataset = dataset;
            this.allowed = Set.copyOf(allowed);
        }

        /** Batches that begin from now on must not notice it any more. */
        public void end() {
            synchronized (Disturbances.this) {
                endNs = System.nanoTime();
            }
        }

        private boolean concerns(String asked, long startNs) {
            return dataset.map(asked::equals).orElse(true) && (endNs == Long.MAX_VALUE || startNs <= endNs);
        }
    }

    /** {@return a disturbance of every batch that allows these errors} */
    public synchronized Disturbance begin(Set<Fault> allowed) {
        Disturbance disturbance = new Disturbance(Optional.empty(), allowed);
        all.add(disturbance);
        return disturbance;
    }

    /** {@return a disturbance of batches over a dataset that allows these errors} */
    public synchronized Disturbance begin(String dataset, Set<Fault> allowed) {
        Disturbance disturbance = new Disturbance(Optional.of(dataset), allowed);
        all.add(disturbance);
        return disturbance;
    }

    /** Notes that a process was halted, so that answers may be late by as much. */
    public synchronized void halted(long ns) {
        haltedNs += ns;
    }

    /** {@return how late answers may be because of halted processes} */
    synchronized long haltedNs() {
        return haltedNs;
    }

    /** {@return the errors that a batch may end with which began then and ends now} */
    synchronized Set<Fault> allowed(String dataset, long startNs) {
        Set<Fault> allowed = new TreeSet<>();
        long nowNs = System.nanoTime();
        for (Disturbance disturbance : all) {
            if (disturbance.concerns(dataset, startNs) && disturbance.beginNs <= nowNs) {
                allowed.addAll(disturbance.allowed);
            }
        }
        return allowed;
    }
}
