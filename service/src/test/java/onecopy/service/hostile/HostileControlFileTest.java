package onecopy.service.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.ClaimedChunk;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FleetLocks;
import onecopy.service.control.FleetReader;
import onecopy.service.control.JobHandle;
import onecopy.service.control.JobSource;
import onecopy.service.control.JobSpec;
import onecopy.service.control.WorkerControl;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A control file with rubbish in it, as {@code stat} and a worker meet it: a typed error, and no store outside. */
class HostileControlFileTest {
    private static final long SEED = 22_11_2026;
    /** Header and worker slots; then the first job slot. */
    private static final int HEAD_BYTES = 36_864;
    private static final int JOB_BYTES = 8_192;
    private static final int MAX_CLAIMS = 100;
    /** A worker compares the number it is told with what its own pass takes. */
    private static final int PARTIAL_WORDS = 2;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void shouldSurviveRubbishInEveryWord() throws Exception {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        try (FleetLocks locks = FleetLocks.open(run);
                CoordinatorControl coordinator = CoordinatorControl.create(run, locks, _ -> {});
                JobHandle _ = coordinator.submit(job(), 0, 0);
                RandomAccessFile file = new RandomAccessFile(run.controlFile().toFile(), "rw")) {
            byte[] sound = new byte[HEAD_BYTES + JOB_BYTES];
            file.readFully(sound);
            Random random = new Random(SEED);
            for (int round = 0; round < Mutations.rounds(1_500); round++) {
                write(file, damaged(sound, random));
                use(run, round);
            }
            write(file, sound);
            assertThat(coordinator.stop(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static void use(RunDirectory run, int round) {
        try (FleetReader reader = FleetReader.open(run)) {
            assertThat(reader.snapshot().workers()).hasSizeLessThanOrEqualTo(64);
        } catch (OnecopyException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (RuntimeException | StackOverflowError e) {
            fail("stat, seed " + SEED + ", round " + round, e);
        }
        try {
            WorkerControl.attach(run, false).ifPresent(HostileControlFileTest::work);
        } catch (OnecopyException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (RuntimeException | StackOverflowError e) {
            fail("worker, seed " + SEED + ", round " + round, e);
        }
    }

    private static void work(WorkerControl control) {
        try (control) {
            for (int i = 0; i < MAX_CLAIMS; i++) {
                try (ClaimedChunk claim = control.claimNext()) {
                    if (claim == null) {
                        return;
                    }
                    int words = claim.spec().partialWords();
                    boolean _ = words <= PARTIAL_WORDS && claim.isWanted() && claim.publish(new long[words]);
                }
            }
        }
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int words = 1 + random.nextInt(4);
        for (int i = 0; i < words; i++) {
            int at = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(640);
                case 1 -> 4096 + random.nextInt(1024);
                case 2 -> HEAD_BYTES + random.nextInt(520);
                default -> HEAD_BYTES + 4096 + random.nextInt(700);
            };
            long value = switch (random.nextInt(4)) {
                case 0 -> -1;
                case 1 -> random.nextInt(8);
                case 2 -> 1L << random.nextInt(Long.SIZE);
                default -> random.nextLong();
            };
            for (int b = 0; b < (random.nextBoolean() ? Integer.BYTES : Long.BYTES); b++) {
                bytes[Math.min(bytes.length - 1,
                        at / Integer.BYTES * Integer.BYTES + b)] = (byte) (value >>> (b * Byte.SIZE));
            }
        }
        return bytes;
    }

    private static void write(RandomAccessFile file, byte[] bytes) throws IOException {
        file.seek(0);
        file.write(bytes);
    }

    private static JobSpec job() {
        return new JobSpec("numbers", 1, JobSource.VALUES, Path.of("/values"), 4096, 7, ElementType.INT64, 30,
                new long[]{5},
                true, false, List.of(), new long[0], PARTIAL_WORDS, new long[]{0, 10, 10, 20, 20, 30});
    }
}
