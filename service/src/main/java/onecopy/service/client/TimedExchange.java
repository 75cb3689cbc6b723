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
 * Bounds a part of an exchange as a whole. The JDK bounds each read and no write, so whatever the kernel does not buffer lasts
 * as long as the other side likes. A virtual thread can be called back: interrupting it closes the socket it waits for. Where
 * that was writing a request, the JDK opens another connection and begins anew, and is ended by its next wait.
 */
final class TimedExchange {
    private TimedExchange() {}

    /** Something done over a socket. */
    interface Part<T> {
        T run() throws IOException;
    }

    /**
     * {@return what a part returns; it fails as the part does}
     *
     * @throws SocketTimeoutException where it has not ended within the limit
     * @throws OnecopyException with {@link Fault#CANCELLED} where the caller is interrupted
     */
    static <T> T within(Duration limit, Part<T> part) throws IOException {
        FutureTask<T> task = new FutureTask<>(part::run);
        Thread thread = Thread.ofVirtual().name("onecopy-exchange").start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            SocketTimeoutException late = new SocketTimeoutException("no time is left");
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
