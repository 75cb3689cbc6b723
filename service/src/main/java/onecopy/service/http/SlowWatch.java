package onecopy.service.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends transfers that take too long, because the other end does not read, or does not write. The JDK's own limit for
 * responses would count the time a batch takes to compute. Thread-safe.
 */
final class SlowWatch implements AutoCloseable {
    private static final long PERIOD_MS = 1_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("slow-watch").factory());
    private final Set<Transfer> transfers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookAhead = new AtomicBoolean();

    /** A thread's reading or writing. */
    final class Transfer implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private final long endNs;
        private boolean over;

        private Transfer(long limitNs) {
            this.endNs = System.nanoTime() + limitNs;
        }

        private synchronized void endIfLate(long nowNs) {
            if (!over && endNs - nowNs < 0) {
                // Closes the channel it reads or writes.
                thread.interrupt();
            }
        }

        /** The transfer has come to its end. */
        @Override
        public void close() {
            synchronized (this) {
                over = true;
            }
            transfers.remove(this);
        }
    }

    /** {@return a transfer of this thread that begins now and is interrupted after this time} */
    Transfer begin(long limitNs) {
        Transfer transfer = new Transfer(limitNs);
        transfers.add(transfer);
        lookLater();
        return transfer;
    }

    private void lookLater() {
        if (lookAhead.compareAndSet(false, true)) {
            ScheduledFuture<?> _ = timer.schedule(this::look, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        lookAhead.set(false);
        long nowNs = System.nanoTime();
        transfers.forEach(transfer -> transfer.endIfLate(nowNs));
        if (!transfers.isEmpty()) {
            lookLater();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
