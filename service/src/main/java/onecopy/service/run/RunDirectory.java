package onecopy.service.run;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The folder in which the processes of one fleet meet: one coordinator, its workers and those who ask it. Its owner
 * alone may enter it (0700). Two fleets of one user have two run directories.
 */
public final class RunDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int MAKING_ATTEMPTS = 100;
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** {@return the run directory at this path, which need not exist} */
    public static RunDirectory at(Path path) {
        return new RunDirectory(path.toAbsolutePath().normalize());
    }

    /**
     * {@return where a user's fleet meets unless told otherwise: {@code $XDG_RUNTIME_DIR/onecopy}, which the system
     * empties at logout, else {@code /dev/shm/onecopy-<user>}, else a folder in the system's temporary one}
     *
     * @param environment variables by name, usually {@link System#getenv()}
     */
    public static Path defaultPath(Map<String, String> environment) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank() && Files.isWritable(Path.of(runtime))) {
            return Path.of(runtime, "onecopy");
        }
        String folder = "onecopy-" + System.getProperty("user.name");
        return Files.isWritable(SHARED_MEMORY)
                ? SHARED_MEMORY.resolve(folder)
                : Path.of(System.getProperty("java.io.tmpdir"), folder);
    }

    /** {@return the folder, absolute} */
    public Path path() {
        return path;
    }

    /** {@return the mapped file described in {@code CONTROL.md}} */
    public Path controlFile() {
        return path.resolve("control");
    }

    /** {@return the empty file whose byte ranges carry the kernel locks} */
    public Path locksFile() {
        return path.resolve("locks");
    }

    /** {@return the file with the secret that requests must carry} */
    public Path tokenFile() {
        return path.resolve("token");
    }

    /** {@return the file with the coordinator's address} */
    public Path endpointFile() {
        return path.resolve("endpoint");
    }

    /** {@return the table of divisors that all workers map} */
    public Path divisorsFile() {
        return path.resolve("divisors");
    }

    /**
     * Makes the folder, and makes it its owner's alone. An existing one is taken if it belongs to this user.
     *
     * @throws OnecopyException where it can't be made, is not a folder, is a symbolic link or is another user's
     */
    public void create() {
        try {
            Files.createDirectories(path.getParent());
            for (int attempt = 1; !tryCreate(); attempt++) {
                if (attempt == MAKING_ATTEMPTS) {
                    throw new NoSuchFileException(path.toString());
                }
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("make the run directory " + path, e);
        }
    }

    /** {@return false where a fleet that stopped removed the folder meanwhile} */
    private boolean tryCreate() throws IOException {
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException _) {
            // Usual: whether it is ours shows below.
        }
        try {
            if (!requireOwn().permissions().equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(path, OWNER_ONLY);
            }
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /**
     * Makes sure that whoever wrote what lies here was this user; a folder that does not exist holds nothing.
     *
     * @throws OnecopyException with {@link Fault#PERMISSION_DENIED} where it is a symbolic link, another user's or open to
     *     others
     */
    public void requirePrivate() {
        try {
            OwnFiles.requireClosed(path, requireOwn(), "700");
        } catch (NoSuchFileException _) {
            // It holds nothing.
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at the run directory " + path, e);
        }
    }

    private PosixFileAttributes requireOwn() throws IOException {
        PosixFileAttributes attributes = OwnFiles.attributesOf(path);
        if (attributes.isSymbolicLink()) {
            throw OwnFiles.refused(path, "it is a symbolic link; name the folder itself with --run");
        }
        if (!attributes.isDirectory()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "run directory " + path + " is not a folder");
        }
        OwnFiles.requireOwner(path, attributes);
        return attributes;
    }

    /**
     * Takes back the address and then the token, so that nobody sends a token to where nobody of ours listens. Only the
     * holder of the coordinator's lock may call this.
     *
     * @throws OnecopyException where a file can't be removed
     */
    public void withdrawAddress() {
        try {
            Files.deleteIfExists(endpointFile());
            Files.deleteIfExists(tokenFile());
        } catch (IOException e) {
            throw OnecopyException.ofIo("empty the run directory " + path, e);
        }
    }

    /**
     * Removes what a fleet leaves and, if nothing else is in it, the folder. Only the holder of the coordinator's lock
     * may call this.
     *
     * @throws OnecopyException where a file can't be removed
     */
    public void removeAll() {
        try {
            for (Path file : List.of(endpointFile(), tokenFile(), divisorsFile(), controlFile(), locksFile())) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (NoSuchFileException | DirectoryNotEmptyException _) {
            // Somebody keeps own files here, or removed the folder first: either is theirs to decide.
        } catch (IOException e) {
            throw OnecopyException.ofIo("empty the run directory " + path, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
