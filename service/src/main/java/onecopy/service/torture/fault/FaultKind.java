package onecopy.service.torture.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** Every kind of fault. */
public enum FaultKind {
    /** {@code kill -9} of a worker. */
    KILL_WORKER(4),
    /** SIGTERM to a worker. */
    TERM_WORKER(2),
    /** A worker halted for a moment. */
    HALT_WORKER(3),
    /** A worker halted for longer than its silence is tolerated. */
    HALT_WORKER_LONG(1),
    /** {@code kill -9} of the coordinator, which is started again. */
    KILL_COORDINATOR(3),
    /** SIGTERM to the coordinator, which is started again. */
    TERM_COORDINATOR(1),
    /** The coordinator halted for a moment. */
    HALT_COORDINATOR(2),
    /** The coordinator halted for longer than workers tolerate elsewhere. */
    HALT_COORDINATOR_LONG(1),
    /** A new version published while batches run. */
    PUBLISH(2),
    /** {@code kill -9} of a loader at any step of publishing; the same load follows. */
    KILL_LOADER(2),
    /** SIGTERM to a loader; the same load follows. */
    TERM_LOADER(1),
    /** A loader halted for a moment. */
    HALT_LOADER(1),
    /** A loader halted for as long as no worker may be. */
    HALT_LOADER_LONG(1),
    /** A loader that may write no more than part of the file. */
    FULL_DISK(1),
    /** Files that may not be read; not as root, who may read everything. */
    NO_PERMISSION(1),
    /** {@code values.npy} cut to half. */
    TRUNCATE_HALF(1),
    /** {@code values.npy} shorter by a page. */
    TRUNCATE_PAGE(1),
    /** {@code values.npy} shorter by some bytes of its last page. */
    TRUNCATE_TAIL(1),
    /** {@code values.npy} replaced, by rename, by a copy: corrupt for batches that are reading it. */
    REPLACE_BY_COPY(1),
    /** {@code values.npy} replaced, by rename, by a file of another length. */
    REPLACE_BY_OTHER(1),
    /** A flipped bit or zeroed block in {@code values.npy} under running batches: {@code verify} must find it, too. */
    DAMAGE_VALUES(1),
    /** A flipped bit, a zeroed page, or another length in a file of the index. */
    DAMAGE_INDEX(2),
    /** The same in {@code zones.npy}. */
    DAMAGE_ZONES(1),
    /** The same in {@code manifest.json}. */
    DAMAGE_MANIFEST(1),
    /** Garbage in header, state and bells of the control file, or the file cut short; then a restart. */
    DAMAGE_CONTROL(1),
    /**
     * A flipped bit, zeros or garbage in the head or in a job's or a worker's slot of the control file, or in the table of
     * divisors, under running batches.
     */
    DAMAGE_SLOT(2),
    /** A client that sends rubbish, half a request, or leaves before its answer. */
    RUDE_CLIENT(2),
    /** Hundreds of requests at once, now and then thousands. */
    FLOOD(1),
    /** A function that throws. */
    FUNCTION_THROWS(1),
    /** A function that never returns. */
    FUNCTION_HANGS(1);

    private final int weight;

    FaultKind(int weight) {
        this.weight = weight;
    }

    /** {@return the name in reports} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@return whether {@code verify} must find what it does, so that nothing else may change the dataset} */
    public boolean isVerified() {
        return this == DAMAGE_VALUES;
    }

    /** {@return whether it changes files of the dataset, or publishes a version of it} */
    public boolean changesDataset() {
        return compareTo(PUBLISH) >= 0 && compareTo(DAMAGE_MANIFEST) <= 0;
    }

    /**
     * {@return any kind that can be done on this machine; costly ones less often}
     *
     * @param random the fault's own source: where a machine cannot do what was drawn first, more is drawn from it than elsewhere
     */
    public static FaultKind draw(SplittableRandom random, Means means) {
        FaultKind kind = draw(random);
        while (!means.allow(kind)) {
            kind = draw(random);
        }
        return kind;
    }

    private static FaultKind draw(SplittableRandom random) {
        int ticket = random.nextInt(Arrays.stream(values()).mapToInt(kind -> kind.weight).sum());
        for (FaultKind kind : values()) {
            ticket -= kind.weight;
            if (ticket < 0) {
                return kind;
            }
        }
        throw new AssertionError("the weights add up");
    }
}
