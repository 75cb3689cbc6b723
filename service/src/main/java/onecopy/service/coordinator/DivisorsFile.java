package onecopy.service.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.DivisorTable;
import onecopy.service.run.RunDirectory;
import org.slf4j.LoggerFactory;

/**
 * Leaves the table of divisors in the run directory, where all workers map it. It is made beside the start of the
 * workers, who need it later; one that comes too early, or finds none, makes its own.
 */
final class DivisorsFile {
    private final Thread maker;

    private DivisorsFile(Thread maker) {
        this.maker = maker;
    }

    /** Begins to make the file. The run directory must exist. */
    static DivisorsFile make(RunDirectory run) {
        return new DivisorsFile(Thread.ofPlatform().daemon().name("onecopy-divisors").start(() -> {
            try {
                write(run.divisorsFile());
            } catch (IOException | OnecopyException e) {
                LoggerFactory.getLogger(DivisorsFile.class).debug("no shared table of divisors", e);
            }
        }));
    }

    private static void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            DivisorTable.sieved().writeTo(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Waits until the file is there, or nobody tries to write it any more. */
    void await() {
        try {
            maker.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
