package onecopy.service.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * Standard error that keeps nobody waiting. A pipe whose reader has paused, {@code serve | less}, takes some hundred lines of a
 * log, and whoever writes the next one would wait for ever, with the answer to a batch in hand. Here a thread of its own
 * writes; what it cannot write in time is left out, and counted. Thread-safe.
 */
public final class PatientErrors implements AutoCloseable {
    private static final int ROOM_LINES = 4_096;
    private static final long LAST_WORDS_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static volatile PatientErrors installed;

    private final PrintStream real;
    private final PrintStream patient;
    private final BlockingQueue<byte[]> lines;
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicLong leftOut = new AtomicLong();

    PatientErrors(PrintStream real, int roomLines) {
        this.real = real;
        this.lines = new ArrayBlockingQueue<>(roomLines);
        this.patient = new PrintStream(new Lines(), true, real.charset());
        Thread.ofPlatform().daemon().name("onecopy-log").start(this::write);
    }

    /** Collects what belongs together. A print stream calls it under its lock, and flushes at the end of each line. */
    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            line.write(value);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            line.write(from, offset, length);
        }

        @Override
        public void flush() {
            if (line.size() > 0) {
                unwritten.incrementAndGet();
                if (!lines.offer(line.toByteArray())) {
                    unwritten.decrementAndGet();
                    leftOut.incrementAndGet();
                }
                line.reset();
            }
        }
    }

    /** Puts one in the place of {@link System#err} until it is closed. {@return it} */
    @SuppressWarnings("SystemErr")
    public static PatientErrors install() {
        PatientErrors errors = new PatientErrors(System.err, ROOM_LINES);
        installed = errors;
        System.setErr(errors.patient);
        return errors;
    }

    /** Waits until everything that was said is written, a second at most: for whoever ends the process without more ado. */
    public static void drain() {
        PatientErrors errors = installed;
        if (errors != null) {
            errors.awaitWritten();
        }
    }

    PrintStream stream() {
        return patient;
    }

    private void write() {
        try {
            while (true) {
                byte[] line = lines.take();
                real.write(line, 0, line.length);
                real.flush();
                unwritten.decrementAndGet();
                long missing = leftOut.getAndSet(0);
                if (missing > 0) {
                    LoggerFactory.getLogger(PatientErrors.class)
                            .warn("{} lines were left out here, because nobody took them", missing);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitWritten() {
        patient.flush();
        long deadlineNs = System.nanoTime() + LAST_WORDS_NS;
        while (unwritten.get() > 0 && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** Puts back what was there before, and waits as {@link #drain} does. Closing it again does nothing. */
    @Override
    public synchronized void close() {
        if (installed == this) {
            System.setErr(real);
            awaitWritten();
            installed = null;
        }
    }
}
