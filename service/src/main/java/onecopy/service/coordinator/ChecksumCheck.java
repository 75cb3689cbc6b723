package onecopy.service.coordinator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.mapped.FileStamp;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.data.store.Verification;

/** A comparison of all values of a version with their checksums, for which any number of batches wait. Thread-safe. */
final class ChecksumCheck {
    private static final long LOOK_MS = 50;
    private static final int NAMED_DAMAGES = 3;
    /** Each of those who wait has one of the places of running batches, which others need. */
    private static final int MOST_WAITING = 8;
    private static final long BUSY_HINT_MS = 500;

    private final FileStamp stamp;
    private final Future<Verification> result;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long comparedElements;

    private ChecksumCheck(FileStamp stamp, ExecutorService thread, Store store, String name, long version,
            BooleanSupplier closed) {
        this.stamp = stamp;
        this.result = thread.submit(() -> compare(store, name, version, closed));
    }

    /**
     * {@return a comparison that has begun, or waits for earlier ones}
     *
     * @param stamp of the values that are compared
     * @param closed whether to give up
     */
    static ChecksumCheck start(Store store, DatasetVersion dataset, FileStamp stamp, ExecutorService thread,
            BooleanSupplier closed) {
        return new ChecksumCheck(stamp, thread, store, dataset.name(), dataset.version(), closed);
    }

    /** Opened anew: the comparison may outlive the batch that asked for it, and header and manifest are read again. */
    private Verification compare(Store store, String name, long version, BooleanSupplier closed) {
        try (DatasetVersion dataset = store.open(name, version)) {
            return Verification.of(dataset, elements -> {
                comparedElements = elements;
                if (closed.getAsBoolean()) {
                    throw new OnecopyException(Fault.CANCELLED, "the coordinator is stopping");
                }
            });
        }
    }

    /** {@return whether it is about these values and has not failed for a reason that may pass} */
    boolean isOf(FileStamp values) {
        return stamp.equals(values) && result.state() != Future.State.FAILED;
    }

    /** {@return whether these values were compared and are sound} */
    boolean isSound(FileStamp values) {
        return stamp.equals(values) && result.state() == Future.State.SUCCESS && result.resultNow().isSound();
    }

    /**
     * Waits for its end, at most as long as the batch has time, and {@return what is damaged}
     *
     * @throws OnecopyException with {@link Fault#BUSY} where enough others wait for it
     */
    Optional<OnecopyException> await(DatasetVersion dataset, Deadline deadline, Cancellation cancellation) {
        try {
            if (waiting.incrementAndGet() > MOST_WAITING && !result.isDone()) {
                throw new OnecopyException(Fault.BUSY, MOST_WAITING + " batches wait already until the values of '"
                        + dataset.name() + "' have been compared with their checksums; try again in " + BUSY_HINT_MS
                        + " ms", BUSY_HINT_MS);
            }
            return awaitResult(dataset, deadline, cancellation);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private Optional<OnecopyException> awaitResult(DatasetVersion dataset, Deadline deadline,
            Cancellation cancellation) {
        while (true) {
            cancellation.check();
            if (deadline.passed()) {
                throw new OnecopyException(Fault.TIMEOUT, "the batch had no more time after " + deadline.timeout()
                        .toMillis() + " ms, while the values were compared with their checksums (" + comparedElements
                        + " elements so far); give it more with --timeout or timeout_ms, or ask again later");
            }
            try {
                return damage(dataset, result.get(LOOK_MS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException _) {
                // Look at deadline and cancellation again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OnecopyException(Fault.CANCELLED, "the batch was cancelled: its coordinator is stopping", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof OnecopyException failure) {
                    return Optional.of(failure);
                }
                throw new IllegalStateException("comparing checksums failed", e.getCause());
            }
        }
    }

    private static Optional<OnecopyException> damage(DatasetVersion dataset, Verification found) {
        return found.isSound() ? Optional.empty() : Optional.of(damaged(dataset, found));
    }

    /** {@return the error for values that are not those that were published} */
    static OnecopyException damaged(DatasetVersion dataset, Verification found) {
        List<String> damages = found.damages();
        String more = damages.size() > NAMED_DAMAGES ? "; and " + (damages.size() - NAMED_DAMAGES) + " more" : "";
        return new OnecopyException(Fault.CORRUPT, dataset.valuesFile() + " is not as it was published: "
                + String.join("; ", damages.subList(0, Math.min(NAMED_DAMAGES, damages.size()))) + more + "; load '"
                + dataset.name() + "' again");
    }
}
