package onecopy.service.repeat;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.Cancellation;

/**
 * A batch under way and all who wait for it: it is cancelled when the last of them has gone. Thread-safe.
 *
 * @param <T> an answer
 */
final class SharedRun<T> {
    private static final String GONE = "its caller hung up";

    private final ByteBuffer digest;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private int callers = 1;

    SharedRun(ByteBuffer digest) {
        this.digest = digest;
    }

    ByteBuffer digest() {
        return digest;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** {@return whether one more caller waits now; not where all the others have gone before} */
    synchronized boolean join() {
        if (callers == 0) {
            return false;
        }
        callers++;
        return true;
    }

    private void leave() {
        synchronized (this) {
            callers--;
            if (callers > 0) {
                return;
            }
        }
        cancellation.request(GONE);
    }

    /** Looks after the caller who computes it. */
    Caller.Watching watch(Caller caller) {
        AtomicBoolean left = new AtomicBoolean();
        return caller.watch(() -> {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        });
    }

    /**
     * {@return the answer; waits for it as long as the caller does}
     *
     * @throws OnecopyException what the first caller gets, or {@link Fault#CANCELLED} once this one has gone
     */
    T await(Caller caller) {
        CompletableFuture<T> mine = answer.copy();
        AtomicBoolean left = new AtomicBoolean();
        Runnable gone = () -> {
            if (left.compareAndSet(false, true)) {
                leave();
                mine.completeExceptionally(
                        new OnecopyException(Fault.CANCELLED, "the batch was cancelled: " + GONE));
            }
        };
        try (Caller.Watching _ = caller.watch(gone)) {
            return mine.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof OnecopyException failure
                    ? failure
                    : new OnecopyException(Fault.INTERNAL, "the same batch failed through a defect: " + e.getCause(),
                            e);
        }
    }

    void succeed(T result) {
        answer.complete(result);
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }
}
