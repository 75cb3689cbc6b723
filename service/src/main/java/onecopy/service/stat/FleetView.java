package onecopy.service.stat;

import java.util.List;
import java.util.Optional;
import onecopy.service.control.FleetSnapshot;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.wire.Quarantined;

/**
 * A fleet now, and what it did since an earlier look.
 *
 * @param run the folder it meets in
 * @param now the fleet
 * @param before the earlier look; empty at the first
 * @param elapsedNs time between the two looks; 0 at the first
 * @param quarantine what the coordinator refuses for a while; empty where it does not say
 */
public record FleetView(String run, FleetSnapshot now, Optional<FleetSnapshot> before, long elapsedNs,
        Optional<List<Quarantined>> quarantine) {
    /** {@return the first look at a fleet} */
    public static FleetView first(String run, FleetSnapshot now, Optional<List<Quarantined>> quarantine) {
        return new FleetView(run, now, Optional.empty(), 0, quarantine);
    }

    /** {@return the next look, a while after this one} */
    public FleetView next(FleetSnapshot later, long sinceNs, Optional<List<Quarantined>> refused) {
        return new FleetView(run, later, Optional.of(now), sinceNs, refused);
    }

    /** {@return bytes per second the worker scanned since the earlier look, 0 where there is none} */
    public double currentBytesPerSecond(WorkerSnapshot worker) {
        if (elapsedNs <= 0) {
            return 0;
        }
        return before.flatMap(snapshot -> snapshot.workers().stream()
                .filter(earlier -> earlier.slot() == worker.slot() && earlier.pid() == worker.pid()).findFirst())
                .map(earlier -> (worker.bytes() - earlier.bytes()) / (elapsedNs / 1e9)).orElse(0.0);
    }

    /** {@return bytes per second the whole fleet scanned since the earlier look} */
    public double currentBytesPerSecond() {
        return now.workers().stream().mapToDouble(this::currentBytesPerSecond).sum();
    }

    /** {@return bytes per second of computing time, over the worker's whole life; 0 before it computed} */
    public static double busyBytesPerSecond(WorkerSnapshot worker) {
        return worker.busyNs() == 0 ? 0 : worker.bytes() / (worker.busyNs() / 1e9);
    }
}
