package onecopy.service.watch;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import onecopy.data.fault.Fault;
import onecopy.service.query.PlanKind;

/** Counts batches for as long as the coordinator runs. Thread-safe; a batch costs a few additions. */
final class BatchCounters {
    private final Outcomes unplanned = new Outcomes();
    private final Map<PlanKind, Outcomes> byPlan = new EnumMap<>(PlanKind.class);
    private final DurationHistogram durations = new DurationHistogram();
    private final LongAdder queries = new LongAdder();
    private final LongAdder scannedElements = new LongAdder();
    private final LongAdder socketBytesIn = new LongAdder();
    private final LongAdder socketBytesOut = new LongAdder();

    BatchCounters() {
        for (PlanKind plan : PlanKind.values()) {
            if (plan != PlanKind.AUTO) {
                byPlan.put(plan, new Outcomes());
            }
        }
    }

    /** Batches of one plan by what became of them. */
    static final class Outcomes {
        private final LongAdder answered = new LongAdder();
        private final Map<Fault, LongAdder> failed = new EnumMap<>(Fault.class);

        private Outcomes() {
            for (Fault fault : Fault.values()) {
                failed.put(fault, new LongAdder());
            }
        }

        private LongAdder of(Fault fault) {
            return fault == null ? answered : failed.get(fault);
        }

        long answered() {
            return answered.sum();
        }

        long failed(Fault fault) {
            return failed.get(fault).sum();
        }
    }

    /** Counts a batch that has ended. */
    void count(BatchTrace batch, long bytesIn, long bytesOut) {
        outcomes(batch.plan()).of(batch.fault()).increment();
        durations.add(batch.elapsedNs());
        queries.add(batch.queries());
        scannedElements.add(batch.scannedElements());
        socketBytesIn.add(bytesIn);
        socketBytesOut.add(bytesOut);
    }

    /** {@return those of a plan; null stands for batches that were never planned} */
    Outcomes outcomes(PlanKind plan) {
        return plan == null ? unplanned : byPlan.get(plan);
    }

    DurationHistogram durations() {
        return durations;
    }

    long queries() {
        return queries.sum();
    }

    long scannedElements() {
        return scannedElements.sum();
    }

    long socketBytesIn() {
        return socketBytesIn.sum();
    }

    long socketBytesOut() {
        return socketBytesOut.sum();
    }
}
