package onecopy.service.http;

import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.BatchId;
import onecopy.service.watch.BatchJournal;
import onecopy.service.wire.ErrorJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that failed, as its caller and the log are told.
 *
 * @param failure what the caller is told
 * @param batch the batch it was, {@link BatchId#NONE} if it was none
 */
record Refusal(OnecopyException failure, BatchId batch) {
    /**
     * {@return the refusal for whatever was thrown; what nobody foresaw is logged with its stack}
     *
     * @throws VirtualMachineError what was thrown, where it leaves a JVM that cannot go on
     */
    static Refusal of(Throwable thrown, BatchId batch) {
        if (thrown instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)
                && !(fatal instanceof InternalError)) {
            throw fatal;
        }
        OnecopyException failure = thrown instanceof OnecopyException known ? known : unforeseen(thrown, batch);
        log().debug("request failed", failure);
        return new Refusal(batch.equals(BatchId.NONE) ? failure : BatchJournal.named(failure, batch), batch);
    }

    private static OnecopyException unforeseen(Throwable thrown, BatchId batch) {
        if (!FileFaults.isFailedRead(thrown)) {
            return defect(thrown, batch);
        }
        log().atError().addKeyValue("batch", batch).setCause(thrown).log("a mapped file could not be read");
        return new OnecopyException(Fault.UNAVAILABLE,
                "a file of the service in its run directory was cut short under it; start the service again", thrown);
    }

    private static OnecopyException defect(Throwable thrown, BatchId batch) {
        log().atError().addKeyValue("batch", batch).setCause(thrown).log("a request failed through a defect");
        return new OnecopyException(Fault.INTERNAL, "internal error, a defect of onecopy (" + thrown + ")", thrown);
    }

    /** {@return what the caller gets} */
    Response response() {
        Response response = Response.of(failure.fault().httpStatus(), out -> ErrorJson.write(failure, batch, out));
        return failure.retryAfterMs() == 0
                ? response
                : response.with("Retry-After", Long.toString(Math.ceilDiv(failure.retryAfterMs(), 1_000L)));
    }

    /** Not a field: setting up the logging takes a good part of a start, and most runs log nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(Refusal.class);
    }
}
