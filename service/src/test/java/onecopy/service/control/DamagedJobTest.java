package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stray write into a job slot at any moment of a job: the answer is exact, or the batch ends as corrupt, and the next job
 * knows nothing of it.
 */
class DamagedJobTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final long SEED = 22_11_2026;
    private static final long LOOK_NS = Duration.ofMillis(100).toNanos();
    private static final int CHUNKS = 3;
    private static final int PARTIAL_WORDS = 2;
    /** Jobs take turns: what is left of one must not pass for the other. */
    private static final List<JobSpec> JOBS = List.of(job(5), job(6));
    private static final int ARENA_LENGTH = 2_048;

    @TempDir
    private Path folder;

    private ControlledFleet fleet;
    private WorkerControl worker;
    private RandomAccessFile file;
    private int runs;

    /** When the damage is done. */
    private enum Moment {
        PUBLISHED,
        CLAIMED,
        COMPUTED
    }

    @BeforeEach
    void openFleet() throws IOException {
        fleet = new ControlledFleet(folder, NEVER);
        worker = fleet.worker();
        file = new RandomAccessFile(fleet.run.controlFile().toFile(), "rw");
    }

    @AfterEach
    void closeFleet() throws IOException {
        file.close();
        worker.close();
        fleet.close();
    }

    @Test
    void shouldNeverAddUpWrongAfterAFlippedBit() throws Exception {
        Map<Fault, Integer> outcomes = new EnumMap<>(Fault.class);
        for (Moment moment : Moment.values()) {
            for (int bit = 0; bit < (JobSlotDescriptor.FAILURE_TEXT_OFFSET + ARENA_LENGTH) * Byte.SIZE; bit++) {
                int flipped = 1 << bit % Byte.SIZE;
                run(moment, position(bit / Byte.SIZE), 1, bytes -> {
                    bytes[0] ^= (byte) flipped;
                    return bytes;
                }, outcomes);
            }
        }
        assertThat(outcomes.get(Fault.CORRUPT)).isGreaterThan(1_000);
    }

    @Test
    void shouldNeverAddUpWrongAfterRubbishOrZeros() throws Exception {
        Random random = new Random(SEED);
        Map<Fault, Integer> outcomes = new EnumMap<>(Fault.class);
        for (int round = 0; round < 20_000; round++) {
            int length = Math.min(1 << random.nextInt(8), ARENA_LENGTH);
            boolean zeros = random.nextInt(3) == 0;
            run(Moment.values()[random.nextInt(Moment.values().length)],
                    position(random.nextInt(JobSlotDescriptor.FAILURE_TEXT_OFFSET + ARENA_LENGTH)), length, bytes -> {
                        if (zeros) {
                            return new byte[bytes.length];
                        }
                        random.nextBytes(bytes);
                        return bytes;
                    }, outcomes);
        }
        assertThat(outcomes.get(Fault.CORRUPT)).isGreaterThan(1_000);
    }

    /** The job's words, then its arena; what lies between is the text of a failure. */
    @Test
    void shouldWaitForWhoHasNotLeftAJobWhoseWordSomebodyElseWrote() throws Exception {
        JobHandle job = fleet.submit(JOBS.getFirst());
        ClaimedChunk claim = worker.claimNext();
        job.close();
        change(0, Long.BYTES, bytes -> new byte[bytes.length]);
        long startNs = System.nanoTime();

        job.awaitLeft(LOOK_NS);

        assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(LOOK_NS);
        claim.close();
        job.awaitLeft(Duration.ofMinutes(1).toNanos());
        assertThat(System.nanoTime() - startNs).isLessThan(Duration.ofMinutes(1).toNanos());
        try (JobHandle next = fleet.submit(JOBS.getLast())) {
            compute(() -> {});
            assertThat(sum(next, "after it")).isEqualTo(expected(JOBS.getLast()));
        }
    }

    private static int position(int offset) {
        return offset < JobSlotDescriptor.FAILURE_TEXT_OFFSET
                ? offset
                : JobSlotDescriptor.ARENA_OFFSET + offset - JobSlotDescriptor.FAILURE_TEXT_OFFSET;
    }

    private void run(Moment moment, int at, int length, UnaryOperator<byte[]> damage, Map<Fault, Integer> outcomes)
            throws Exception {
        String where = "damage of " + length + " bytes at " + at + " of the slot, " + moment;
        JobSpec spec = JOBS.get(runs++ % JOBS.size());
        try (JobHandle job = fleet.submit(spec)) {
            for (Moment now : Moment.values()) {
                if (now == Moment.CLAIMED) {
                    compute(moment == now ? () -> change(at, length, damage) : () -> {});
                } else if (now == moment) {
                    change(at, length, damage);
                }
            }
            assertThat(sum(job, where)).as(where).isEqualTo(expected(spec));
        } catch (OnecopyException e) {
            assertThat(e.fault()).as("%s: %s", where, e.getMessage()).isEqualTo(Fault.CORRUPT);
            outcomes.merge(e.fault(), 1, Integer::sum);
        }
    }

    /** A worker's way through the chunks; something happens while it holds the first one. */
    private void compute(Runnable meanwhile) {
        Runnable event = meanwhile;
        while (true) {
            try (ClaimedChunk claim = worker.claimNext()) {
                event.run();
                event = () -> {};
                if (claim == null) {
                    return;
                }
                computeOrFail(claim);
            }
        }
    }

    private static void computeOrFail(ClaimedChunk claim) {
        try {
            JobSpec spec = claim.spec();
            if (claim.isWanted()) {
                boolean _ = claim.publish(partial(spec, claim.start(), claim.end()));
            }
        } catch (OnecopyException e) {
            claim.fail(e.fault(), e.getMessage());
        }
    }

    private long sum(JobHandle job, String where) {
        long[] words = new long[PARTIAL_WORDS];
        long[] sum = new long[1];
        for (int look = 0; look < 4; look++) {
            job.drain(words, () -> sum[0] += words[0] + words[1]);
            if (!job.done()) {
                job.lookAfterChunks();
                compute(() -> {});
            }
        }
        if (!job.complete()) {
            assertThat(job.done()).as("%s: somebody noticed that nobody goes on", where).isTrue();
            throw job.failure();
        }
        return sum[0];
    }

    private static long expected(JobSpec spec) {
        long sum = 0;
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            long[] partial = partial(spec, spec.chunkStart(chunk), spec.chunkEnd(chunk));
            sum += partial[0] + partial[1];
        }
        return sum;
    }

    private static long[] partial(JobSpec spec, long start, long end) {
        return new long[]{1_000_003 * (end - start) + start, spec.cuts()[0] * (end * end - start * start)};
    }

    private static JobSpec job(long cut) {
        JobSpec like = ControlledFleet.job("numbers", CHUNKS, PARTIAL_WORDS);
        return new JobSpec(like.dataset(), like.version(), like.source(), like.path(), like.dataOffset(),
                like.fingerprint(),
                like.type(),
                like.elements(), new long[]{cut}, like.sums(), like.extremes(), like.functions(),
                like.functionIntervals(), like.partialWords(), like.chunkBounds());
    }

    private void change(int at, int length, UnaryOperator<byte[]> damage) {
        try {
            byte[] bytes = new byte[length];
            file.seek(ControlFileDescriptor.jobSlotOffset(0) + (long) at);
            file.readFully(bytes);
            file.seek(ControlFileDescriptor.jobSlotOffset(0) + (long) at);
            file.write(damage.apply(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
