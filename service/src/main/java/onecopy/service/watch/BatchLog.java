package onecopy.service.watch;

import java.time.Duration;
import java.util.Locale;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line of the log for each batch worth it: failed ones, at level error where the defect is ours, warn where something
 * is wrong with the service, info where with the request; slow ones at info. All others at debug. Not more than
 * {@value #LINES_PER_SECOND} lines a second, the next line says how many were left out, unless every batch is wanted.
 * Thread-safe. Sets logging up with the first line, which takes a good part of a start.
 */
final class BatchLog {
    static final int LINES_PER_SECOND = 20;
    private static final long SECOND_NS = 1_000_000_000;
    private static final int LONGEST_TEXT = 500;
    /** What the launcher's ONECOPY_LOG sets. Looking here first spares a quiet service the logging. */
    private static final String LEVEL_PROPERTY = "org.slf4j.simpleLogger.log.onecopy";

    private final long slowNs;
    private final boolean everything;
    private long secondEndsNs = System.nanoTime();
    private int linesThisSecond;
    private long leftOut;

    /** A log of batches that take at least this long; zero logs every one. */
    BatchLog(Duration slow) {
        this.slowNs = slow.toNanos();
        String level = System.getProperty(LEVEL_PROPERTY, "").toLowerCase(Locale.ROOT);
        this.everything = level.equals("debug") || level.equals("trace");
    }

    /** Writes the line of a batch that has ended. */
    void write(BatchTrace batch, long bytesIn, long bytesOut) {
        Level level = levelOf(batch);
        if (level == Level.DEBUG && !everything) {
            return;
        }
        long missing = slowNs == 0 || everything ? 0 : admit();
        if (missing < 0) {
            return;
        }
        LoggingEventBuilder line = log().atLevel(level).addKeyValue("batch", batch.id());
        if (!batch.requestId().isEmpty()) {
            line = line.addKeyValue("request", batch.requestId());
        }
        line = line.addKeyValue("dataset", word(batch.dataset())).addKeyValue("version", batch.version())
                .addKeyValue("plan", batch.plan() == null ? "none" : batch.planLabel())
                .addKeyValue("queries", batch.queries()).addKeyValue("scanned", batch.scannedElements())
                .addKeyValue("workers", batch.workers()).addKeyValue("elapsed_us", batch.elapsedNs() / 1000)
                .addKeyValue("bytes_in", bytesIn).addKeyValue("bytes_out", bytesOut)
                .addKeyValue("outcome", batch.outcome());
        if (missing > 0) {
            line = line.addKeyValue("left_out", missing);
        }
        line.log(batch.failure() == null ? "batch answered" : printable(batch.failure().getMessage()));
    }

    private Level levelOf(BatchTrace batch) {
        Fault fault = batch.fault();
        if (fault == null) {
            return batch.elapsedNs() >= slowNs ? Level.INFO : Level.DEBUG;
        }
        if (fault == Fault.INTERNAL) {
            return Level.ERROR;
        }
        return fault.httpStatus() >= 500 ? Level.WARN : Level.INFO;
    }

    /** {@return lines left out since the last one; -1 where this one is to be left out as well} */
    private synchronized long admit() {
        long nowNs = System.nanoTime();
        if (nowNs - secondEndsNs >= 0) {
            secondEndsNs = nowNs + SECOND_NS;
            linesThisSecond = 0;
        }
        if (linesThisSecond == LINES_PER_SECOND) {
            leftOut++;
            return -1;
        }
        linesThisSecond++;
        long missing = leftOut;
        leftOut = 0;
        return missing;
    }

    /** What a caller wrote must not look like another line or another field. */
    private static String word(String text) {
        return text.isEmpty() ? "none" : printable(text).replaceAll("[\\s=\"]", "?");
    }

    private static String printable(String text) {
        return Excerpt.of(String.valueOf(text), LONGEST_TEXT).replaceAll("\\p{Cntrl}", " ");
    }

    private static Logger log() {
        return LoggerFactory.getLogger("onecopy.batch");
    }
}
