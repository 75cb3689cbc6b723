package onecopy.service.torture.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Finds the moments at which a signal hurts most: inside a chunk, and around its end. Sees from outside which process computes,
 * by the states of its threads in {@code /proc}; without that it finds none. For one thread.
 */
final class Aim {
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(200);
    /** Small chunks end within this time, and the next ones begin. */
    private static final int MAX_DELAY_NS = 4_000_000;

    private final SplittableRandom random;

    Aim(SplittableRandom random) {
        this.random = random;
    }

    /**
     * Waits until one of these processes computes, and up to some milliseconds longer. Whether one does is a matter of timing;
     * what is drawn for it is not.
     *
     * @return which one; empty if none does for long
     */
    OptionalLong awaitWork(Supplier<List<Long>> processes) {
        int delayNs = random.nextInt(MAX_DELAY_NS);
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < PATIENCE_NS) {
            OptionalLong working = processes.get().stream().mapToLong(Long::longValue).filter(Aim::isComputing)
                    .findAny();
            if (working.isPresent()) {
                LockSupport.parkNanos(delayNs);
                return working;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return OptionalLong.empty();
    }

    private static boolean isComputing(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                // Number, name in brackets, state.
                if (stat.startsWith(") R", stat.lastIndexOf(')'))) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }
}
