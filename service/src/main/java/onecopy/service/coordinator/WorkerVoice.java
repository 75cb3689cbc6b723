package onecopy.service.coordinator;

import java.io.BufferedReader;
import java.io.IOException;
import onecopy.service.log.LogFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what a supervised worker says on its standard error, but for the JVM's remark on the Vector API. */
final class WorkerVoice {
    private static final String INCUBATOR_REMARK = "WARNING: Using incubator modules: jdk.incubator.vector";

    private WorkerVoice() {}

    /** Starts passing on, line by line, until the worker ends. */
    static void passOn(Process worker) {
        Thread.ofVirtual().name("worker-voice").start(() -> {
            try (BufferedReader lines = worker.errorReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.equals(INCUBATOR_REMARK)) {
                        say(worker, line);
                    }
                }
            } catch (IOException e) {
                log().debug("worker {} fell silent", worker.pid(), e);
            }
        });
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
