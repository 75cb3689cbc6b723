package onecopy.service.coordinator;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;
import onecopy.data.command.BoundedLines;
import onecopy.service.log.LogFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what a supervised worker says on its standard error, but for the JVM's remark on the Vector API. */
final class WorkerVoice {
    private static final String INCUBATOR_REMARK = "WARNING: Using incubator modules: jdk.incubator.vector";
    private static final int LONGEST_LINE = 8 << 10;

    private WorkerVoice() {}

    /** Starts passing on, line by line, until the worker ends. */
    static void passOn(Process worker) {
        Thread.ofVirtual().name("worker-voice").start(() -> {
            try (Reader voice = worker.errorReader()) {
                passOn(voice, line -> say(worker, line));
            } catch (IOException e) {
                log().debug("worker {} fell silent", worker.pid(), e);
            }
        });
    }

    /** Cuts lines without end into pieces: a function may print, and this process must not hold all that it does. */
    static void passOn(Reader voice, Consumer<String> listener) throws IOException {
        BoundedLines lines = new BoundedLines(voice, LONGEST_LINE);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.equals(INCUBATOR_REMARK)) {
                listener.accept(line);
            }
        }
    }

    @SuppressWarnings("SystemErr") // the worker's lines, as they are
    private static void say(Process worker, String line) {
        if (LogFormat.chosen() == LogFormat.JSON) {
            log().atInfo().addKeyValue("worker_pid", worker.pid()).log(() -> line);
        } else {
            System.err.println(line);
        }
    }

    /** Not a field: setting up the logging takes a good part of a start, and most runs log nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(WorkerVoice.class);
    }
}
