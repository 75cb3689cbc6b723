package onecopy.loader.index;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.loader.write.WriteProgress;

/**
 * The threads of one build. A failure of one of them, or an interrupt of the thread that waits for them, makes the others
 * leave at their next {@link #advance}; the first failure is thrown to the waiting one after all have left.
 */
final class BuildCrew {
    private final int threads;
    private final WriteProgress progress;
    private volatile boolean stopped;

    BuildCrew(int threads, WriteProgress progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /** {@return number of threads} */
    int threads() {
        return threads;
    }

    /** {@return where a thread's share of so many elements begins} */
    long shareStart(int thread, long count) {
        return count / threads * thread + Math.min(thread, count % threads);
    }

    /** {@return where a thread's share of so many elements ends, which is where the next one's begins} */
    long shareEnd(int thread, long count) {
        return shareStart(thread + 1, count);
    }

    /** A piece of work begins, after which so many bytes will have been reported as done. */
    void begin(String what, long totalBytes) {
        progress.begin(what, OptionalLong.of(totalBytes));
    }

    /**
     * So many more bytes are done. To be called every few milliseconds of work.
     *
     * @throws OnecopyException with {@link Fault#CANCELLED} if the build is to end
     */
    void advance(long bytes) {
        if (stopped) {
            throw new OnecopyException(Fault.CANCELLED, "the build of the index was cancelled");
        }
        progress.advance(bytes);
    }

    /** Runs the work on every thread, telling each its number from 0, and waits for all. */
    void run(IntConsumer work) {
        stopped = false;
        List<Throwable> failures = new ArrayList<>();
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            started.add(Thread.ofPlatform().name("onecopy-index-" + i).daemon().start(() -> {
                try {
                    work.accept(number);
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                    stopped = true;
                }
            }));
        }
        boolean interrupted = joinAll(started);
        synchronized (failures) {
            if (interrupted) {
                Thread.currentThread().interrupt();
                throw new OnecopyException(Fault.CANCELLED, "the build of the index was cancelled");
            }
            if (!failures.isEmpty()) {
                throw readable(failures.getFirst());
            }
        }
    }

    /** Runs the work for every part of {@code [0, total)}, in parts of a given length, in about ascending order. */
    void forParts(long total, long partLength, PartWork work) {
        forParts(total, partLength, () -> work, PartWork::accept);
    }

    /** The same with something of its own for each thread. */
    <T> void forParts(long total, long partLength, Supplier<T> owned, OwnPartWork<T> work) {
        AtomicLong next = new AtomicLong();
        run(_ -> {
            T own = owned.get();
            for (long from = next.getAndAdd(partLength); from < total; from = next.getAndAdd(partLength)) {
                work.accept(own, from, Math.min(total, from + partLength));
            }
        });
    }

    /** Work on a part with something of the thread's own. */
    @FunctionalInterface
    interface OwnPartWork<T> {
        /** Does the part {@code [from, to)}. */
        void accept(T own, long from, long to);
    }

    /** Work on a part. */
    @FunctionalInterface
    interface PartWork {
        /** Does the part {@code [from, to)}. */
        void accept(long from, long to);
    }

    private boolean joinAll(List<Thread> started) {
        boolean interrupted = false;
        for (Thread thread : started) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException _) {
                    interrupted = true;
                    stopped = true;
                }
            }
        }
        return interrupted;
    }

    private static RuntimeException readable(Throwable failure) {
        return switch (failure) {
            case OnecopyException e -> e;
            case IndexOutOfBoundsException e -> new OnecopyException(Fault.CORRUPT,
                    "the values are not those the manifest describes: 'onecopy verify' says what is wrong", e);
            case OutOfMemoryError e ->
                new OnecopyException(Fault.IO, "not enough memory to build the index: give --memory less", e);
            case InternalError e -> new OnecopyException(Fault.IO,
                    "the disk failed, or a file was shortened, while the index was built", e);
            case RuntimeException e -> e;
            default -> new IllegalStateException(failure);
        };
    }
}
