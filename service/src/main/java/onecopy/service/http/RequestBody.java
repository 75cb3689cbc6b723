package onecopy.service.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The body of a request: a short one is read at once, so that nobody who sends slowly holds up others; a long one only when
 * there is room for what it asks. Used by one thread.
 */
final class RequestBody {
    /** A thousand thresholds or two, each an object of its own. */
    static final int SHORT_BYTES = 32 * 1024;
    /** Room for the most queries of a batch, each an object of its own. */
    static final long MAX_BYTES = 256L << 20;

    private final CountedInput in;
    private final long declaredBytes;
    private byte[] head = {};

    /**
     * A body not yet read.
     *
     * @param declaredBytes what its header says; -1 where it says nothing
     * @throws OnecopyException with {@link Fault#TOO_LARGE} where it says too much
     */
    RequestBody(InputStream body, long declaredBytes) {
        if (declaredBytes > MAX_BYTES) {
            throw tooLarge();
        }
        this.in = new CountedInput(body);
        this.declaredBytes = declaredBytes;
    }

    static OnecopyException tooLarge() {
        return new OnecopyException(Fault.TOO_LARGE, "the request is longer than " + MAX_BYTES
                + " bytes; ask in several batches, or for a list of thresholds in one query");
    }

    /** {@return bytes read so far} */
    long count() {
        return in.count();
    }

    /** Reads a body that is, or may be, short. {@return whether all of it was read} */
    boolean readIfShort() {
        if (declaredBytes > SHORT_BYTES) {
            return false;
        }
        try {
            // No more than needed: with a thousand callers the buffers would be most of what the heap holds.
            head = in.readNBytes((int) (declaredBytes < 0 ? SHORT_BYTES : declaredBytes) + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head.length <= SHORT_BYTES;
    }

    /** {@return the bytes of a body that was short} */
    byte[] bytes() {
        return head;
    }

    /** {@return the most bytes a long body may have} */
    long bytesAtMost() {
        return declaredBytes >= 0 ? declaredBytes : MAX_BYTES;
    }

    /** {@return a long body from its first byte on; once} */
    InputStream open() {
        return head.length == 0 ? in : new SequenceInputStream(new ByteArrayInputStream(head), in);
    }
}
