package onecopy.service.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Files of a run directory: this user's, real ones and closed to everybody else. Since nobody else may enter the folder,
 * what was found in order stays in order until it is opened.
 */
public final class OwnFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
    private static final Path OWN_STATUS = Path.of("/proc/self/status");
    private static final String UID_LINE = "Uid:";

    private static volatile OptionalInt ownUid;

    private OwnFiles() {}

    /** Makes an empty file that only its owner may read and write, whatever the umask; it must not exist. */
    public static void create(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        close(file);
    }

    /** Closes a file of this user's to all others. */
    public static void close(Path file) throws IOException {
        Files.setPosixFilePermissions(file, OWNER_ONLY);
    }

    /**
     * {@return the path, where nothing is or a file that may be opened}
     *
     * @throws OnecopyException with {@link Fault#PERMISSION_DENIED} for a symbolic link, anything that is no file, another
     *     user's file and one that others may open
     */
    public static Path require(Path file) {
        try {
            PosixFileAttributes attributes = attributesOf(file);
            if (!attributes.isRegularFile()) {
                throw refused(file, attributes.isSymbolicLink() ? "it is a symbolic link" : "it is not a file");
            }
            requireOwner(file, attributes);
            requireClosed(file, attributes, "600");
            return file;
        } catch (NoSuchFileException _) {
            return file;
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + file, e);
        }
    }

    static PosixFileAttributes attributesOf(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static void requireOwner(Path path, PosixFileAttributes attributes) throws IOException {
        if (!isOwn(path, attributes)) {
            throw refused(path, "it belongs to " + attributes.owner().getName() + ", another user");
        }
    }

    static void requireClosed(Path path, PosixFileAttributes attributes, String mode) {
        for (PosixFilePermission permission : attributes.permissions()) {
            if (OTHERS.contains(permission)) {
                throw refused(path, "others may open it: chmod " + mode + " " + path + ", if it is yours alone");
            }
        }
    }

    static OnecopyException refused(Path path, String reason) {
        return new OnecopyException(Fault.PERMISSION_DENIED, "will not use " + path + ": " + reason);
    }

    /** The kernel's numbers where it tells them: a user of a container may have no name. */
    private static boolean isOwn(Path path, PosixFileAttributes attributes) throws IOException {
        if (!Files.exists(OWN_STATUS)) {
            return attributes.owner().getName().equals(System.getProperty("user.name"));
        }
        return ownUid().equals(OptionalInt.of((int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)));
    }

    /** Read once: it does not change, and every command looks at several files. */
    private static OptionalInt ownUid() throws IOException {
        OptionalInt known = ownUid;
        if (known == null) {
            known = readOwnUid();
            ownUid = known;
        }
        return known;
    }

    private static OptionalInt readOwnUid() throws IOException {
        for (String line : Files.readAllLines(OWN_STATUS)) {
            if (line.startsWith(UID_LINE)) {
                String[] realEffective = line.substring(UID_LINE.length()).strip().split("\\s+", -1);
                return OptionalInt.of(Integer.parseUnsignedInt(realEffective[1]));
            }
        }
        return OptionalInt.empty();
    }
}
