package onecopy.service.client;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a request that nobody takes: the JDK bounds how long it reads, never how long it writes, and what the kernel does not
 * buffer is written only as fast as the other side reads. Closing it says that the request was answered.
 */
final class SendLimit implements AutoCloseable {
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean passed;

    SendLimit(HttpURLConnection connection, Duration limit) {
        Thread.ofPlatform().daemon().name("onecopy-send-limit").start(() -> watch(connection, limit));
    }

    private void watch(HttpURLConnection connection, Duration limit) {
        try {
            if (!answered.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                passed = true;
                connection.disconnect();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether the request was ended, so that its failure means that there was no time left} */
    boolean hasPassed() {
        return passed;
    }

    @Override
    public void close() {
        answered.countDown();
    }
}
