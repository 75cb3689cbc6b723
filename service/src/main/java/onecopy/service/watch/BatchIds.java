package onecopy.service.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import onecopy.service.query.BatchId;

/**
 * Gives each batch of a coordinator its id. Ids ascend, also when the clock is set back; another coordinator, before,
 * after or beside this one, would have to draw the same mark and take a batch in the same microsecond. Thread-safe.
 */
final class BatchIds {
    private static final int MARK_BITS = 12;

    private final long mark = ThreadLocalRandom.current().nextLong(1L << MARK_BITS);
    private final AtomicLong lastMicros = new AtomicLong();

    /** {@return an id nobody else has} */
    BatchId next() {
        long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long micros = lastMicros.updateAndGet(last -> Math.max(last + 1, nowMicros));
        return new BatchId(micros << MARK_BITS | mark);
    }
}
