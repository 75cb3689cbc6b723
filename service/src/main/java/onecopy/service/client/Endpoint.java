package onecopy.service.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.FleetLocks;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;

/**
 * Where a coordinator is asked.
 *
 * @param address such as {@code http://127.0.0.1:41234}
 * @param token what a request must carry
 * @param stamp tells the file that holds the address from one that takes its place
 */
record Endpoint(URI address, String token, Stamp stamp) {
    private static final int READING_ATTEMPTS = 100;

    /** A file as it was when it was read. */
    record Stamp(Object identity, FileTime modified) {
        private static Optional<Stamp> of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS);
                return Optional.of(new Stamp(now.fileKey() == null ? file : now.fileKey(), now.lastModifiedTime()));
            } catch (NoSuchFileException _) {
                return Optional.empty();
            } catch (IOException e) {
                throw OnecopyException.ofIo("look at " + file, e);
            }
        }
    }

    /**
     * {@return where the coordinator of a run directory listens}
     *
     * @throws OnecopyException with {@link Fault#UNAVAILABLE} and the remedy where none runs
     */
    static Endpoint read(RunDirectory run) {
        run.requirePrivate();
        for (int attempt = 0; attempt < READING_ATTEMPTS; attempt++) {
            Optional<Stamp> stamp = Stamp.of(run.endpointFile());
            URI address = URI.create(read(run, run.endpointFile()));
            Endpoint endpoint = new Endpoint(address, read(run, run.tokenFile()), stamp.orElse(null));
            // A coordinator removes the address before it changes the token: an address that is still there goes with it.
            if (endpoint.isCurrent(run)) {
                return endpoint;
            }
            if (!FleetLocks.coordinatorAlive(run)) {
                throw nobody(run, null);
            }
        }
        throw nobody(run, null);
    }

    /**
     * {@return whether a coordinator lives and this is where it said it listens} After its death another user's process may
     * listen there, so this is to be asked before each request; it costs some system calls.
     */
    boolean isCurrent(RunDirectory run) {
        // In this order: a coordinator removes the address of its predecessor once it holds the lock.
        return FleetLocks.coordinatorAlive(run)
                && Stamp.of(run.endpointFile()).filter(now -> now.equals(stamp)).isPresent();
    }

    private static String read(RunDirectory run, Path file) {
        try {
            return Files.readString(OwnFiles.require(file)).strip();
        } catch (NoSuchFileException e) {
            throw nobody(run, e);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    static OnecopyException nobody(RunDirectory run, IOException cause) {
        return new OnecopyException(Fault.UNAVAILABLE,
                "no coordinator runs in " + run.path() + "; start one with 'onecopy serve'", cause);
    }
}
