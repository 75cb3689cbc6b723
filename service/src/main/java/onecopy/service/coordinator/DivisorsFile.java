package onecopy.service.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.DivisorTable;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves the table of divisors in the run directory, where all workers map it. It is made once the workers are there, for
 * their start needs the cores; one that finds none makes its own. An installation with a cache folder computes the table
 * once: 30 ms where the code is compiled, ten times that in a JVM that has just started. Thread-safe.
 */
final class DivisorsFile {
    private static final long LOOK_MS = 100;

    private final Path file;
    private final Optional<Path> cached;
    private final Thread maker;

    /**
     * @param run holds the file
     * @param cache the installation's, where it has one
     */
    DivisorsFile(RunDirectory run, Optional<Path> cache) {
        this.file = run.divisorsFile();
        this.cached = cache.map(folder -> folder.resolve(file.getFileName()));
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
            write(table(), file, true);
        } catch (IOException | OnecopyException e) {
            log().debug("no shared table of divisors", e);
        }
    }

    private DivisorTable table() {
        if (cached.isEmpty()) {
            return DivisorTable.sieved();
        }
        if (Files.isRegularFile(cached.get(), LinkOption.NOFOLLOW_LINKS)) {
            try {
                return DivisorTable.mapped(cached.get());
            } catch (OnecopyException e) {
                log().debug("the table of divisors is made again", e);
            }
        }
        DivisorTable table = DivisorTable.sieved();
        try {
            write(table, cached.get(), false);
        } catch (IOException | OnecopyException e) {
            log().debug("the table of divisors is not kept", e);
        }
        return table;
    }

    private static void write(DivisorTable table, Path file, boolean ownersOnly) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            table.writeTo(unfinished);
            if (ownersOnly) {
                OwnFiles.close(unfinished);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(DivisorsFile.class);
    }

    /**
     * Waits until the file is there, or will not be; what never began does not keep anybody waiting.
     *
     * @param requireTime is run now and then, and ends the waiting by throwing
     */
    void await(Runnable requireTime) {
        try {
            while (maker.isAlive()) {
                maker.join(LOOK_MS);
                requireTime.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
