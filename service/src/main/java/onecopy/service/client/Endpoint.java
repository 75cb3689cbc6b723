package onecopy.service.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.regex.Pattern;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
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
    /** Several times what a coordinator writes; of anything longer the beginning is wrong too. */
    private static final int LONGEST_BYTES = 512;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:"
            + "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,256}");

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
     * @throws OnecopyException with {@link Fault#UNAVAILABLE} and the remedy where none runs, with {@link Fault#CORRUPT} where
     *     one runs and its files are not what it wrote
     */
    static Endpoint read(RunDirectory run) {
        run.requirePrivate();
        for (int attempt = 0; attempt < READING_ATTEMPTS; attempt++) {
            Optional<Stamp> stamp = Stamp.of(run.endpointFile());
            String address = read(run, run.endpointFile(), ADDRESS, "a coordinator's address, http://127.0.0.1:PORT");
            String token = read(run, run.tokenFile(), TOKEN, "a coordinator's token");
            Endpoint endpoint = new Endpoint(URI.create(address), token, stamp.orElse(null));
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

    /** A coordinator's files appear complete: where one lives and a file of it is something else, somebody wrote there. */
    private static String read(RunDirectory run, Path file, Pattern syntax, String expected) {
        String text = readBeginning(run, file).strip();
        if (syntax.matcher(text).matches()) {
            return text;
        }
        if (!FleetLocks.coordinatorAlive(run)) {
            throw nobody(run, null);
        }
        throw FileFaults.wrongFile(file, expected,
                "somebody else wrote it; end the coordinator's process and start it again with 'onecopy serve'");
    }

    private static String readBeginning(RunDirectory run, Path file) {
        try (InputStream in = Files.newInputStream(OwnFiles.require(file))) {
            return new String(in.readNBytes(LONGEST_BYTES), StandardCharsets.ISO_8859_1);
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
