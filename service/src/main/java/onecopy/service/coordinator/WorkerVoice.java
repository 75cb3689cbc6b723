package onecopy.service.coordinator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;
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
            try (BufferedReader voice = worker.errorReader()) {
                passOn(voice, line -> say(worker, line));
            } catch (IOException e) {
                log().debug("worker {} fell silent", worker.pid(), e);
            }
        });
    }

    /** Cuts lines without end into pieces: a function may print, and this process must not hold all that it does. */
    static void passOn(Reader voice, Consumer<String> listener) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = voice.read(); character >= 0; character = voice.read()) {
            if (character != '\n') {
                line.append((char) character);
            }
            if (character == '\n' || line.length() == LONGEST_LINE) {
                tell(line, listener);
            }
        }
        if (!line.isEmpty()) {
            tell(line, listener);
        }
    }

    private static void tell(StringBuilder line, Consumer<String> listener) {
        if (!INCUBATOR_REMARK.contentEquals(line)) {
            listener.accept(line.toString());
        }
        line.setLength(0);
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
