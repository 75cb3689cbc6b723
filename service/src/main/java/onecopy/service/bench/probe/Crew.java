package onecopy.service.bench.probe;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that share a range of numbers by taking the next piece whenever they are free, as workers share chunks. The
 * calling thread only waits.
 */
final class Crew {
    private final int threads;
    private final ExecutorService executor;

    Crew(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    }

    /** The work of one thread on one piece. */
    @FunctionalInterface
    interface Work {
        /**
         * Does the piece {@code [start, end)}.
         *
         * @param thread 0 to one less than the number of threads
         */
        void run(int thread, long start, long end);
    }

    /** {@return the number of threads} */
    int threads() {
        return threads;
    }

    /** Does {@code [0, total)} in pieces of this size and returns when all is done. */
    void share(long total, long piece, Work work) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            int thread = i;
            executor.execute(() -> {
                try {
                    for (long start = next.getAndAdd(piece); start < total; start = next.getAndAdd(piece)) {
                        work.run(thread, start, Math.min(total, start + piece));
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
    }
}
