package onecopy.service.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Bounds a request and its answer as a whole. The JDK bounds each read and no write, so whatever the kernel does not buffer
 * lasts as long as the other side likes. A virtual thread can be called back: interrupting it closes the socket it waits for.
 */
final class TimedExchange {
    private TimedExchange() {}

    /** A request and its answer over sockets that are opened within it. */
    interface Exchange<T> {
        T run() throws IOException;
    }

    /**
     * {@return what an exchange returns; it fails as the exchange does}
     *
     * @throws SocketTimeoutException where it has not ended within the limit
     * @throws OnecopyException with {@link Fault#CANCELLED} where the caller is interrupted
     */
    static <T> T within(Duration limit, Exchange<T> exchange) throws IOException {
        FutureTask<T> task = new FutureTask<>(exchange::run);
        Thread thread = Thread.ofVirtual().name("onecopy-exchange").start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            SocketTimeoutException late = new SocketTimeoutException("the exchange has not ended");
            late.initCause(e);
            throw late;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnecopyException(Fault.CANCELLED, "the client was interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e);
            }
        } finally {
            thread.interrupt();
        }
    }
}
