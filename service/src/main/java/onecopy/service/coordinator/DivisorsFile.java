package onecopy.service.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.DivisorTable;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;
import org.slf4j.LoggerFactory;

/**
 * Leaves the table of divisors in the run directory, where all workers map it. It is made once the workers are there, for
 * their start needs the cores; one that finds none makes its own. Thread-safe.
 */
final class DivisorsFile {
    private final Path file;
    private final Thread maker;

    DivisorsFile(RunDirectory run) {
        this.file = run.divisorsFile();
        this.maker = Thread.ofPlatform().daemon().name("onecopy-divisors").unstarted(this::make);
    }

    /** Begins to make the file, unless that has been done before. The run directory must exist. */
    synchronized void begin() {
        if (maker.getState() == Thread.State.NEW) {
            maker.start();
        }
    }

    private void make() {
        try {
            write(file);
        } catch (IOException | OnecopyException e) {
            LoggerFactory.getLogger(DivisorsFile.class).debug("no shared table of divisors", e);
        }
    }

    private static void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            DivisorTable.sieved().writeTo(unfinished);
            OwnFiles.close(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Waits until the file is there, or will not be; what never began does not keep anybody waiting. */
    void await() {
        try {
            maker.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
