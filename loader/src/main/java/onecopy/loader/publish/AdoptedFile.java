package onecopy.loader.publish;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Manifest;
import onecopy.data.store.Source;
import onecopy.data.store.StoreLayout;

/**
 * A user's file that is a dataset's file at the same time: two names, one inode, no copy. Its permissions are the
 * inode's, so publishing makes the file read-only under both names, and that is meant: writing to it would change the
 * answers of every query, and shortening it would kill the workers that map it. The manifest keeps the permissions it
 * had; they come back when the version is removed, provided that the user's name is the only other one left.
 */
public final class AdoptedFile {
    /** The parameter of a {@link Source} that holds the permissions the file had: {@code rw-r--r--}. */
    public static final String PERMISSIONS = "permissions";

    private AdoptedFile() {}

    /**
     * Gives the user's file a second name.
     *
     * @return the permissions it has
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where the file system cannot do that, or it is not
     *     the user's to change
     */
    public static String link(Path users, Path link) {
        try {
            Path real = users.toRealPath();
            if (!Files.getFileStore(real).equals(Files.getFileStore(link.getParent()))) {
                throw refused(users, "it is on another file system than the store " + storeOf(link), null);
            }
            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(real));
            Files.createLink(link, real);
            Files.setPosixFilePermissions(link, Files.getPosixFilePermissions(link));
            return permissions;
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "permission denied" : e.getReason();
            throw refused(users, "its file system says '" + reason + "'", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw refused(users, String.valueOf(e.getMessage()), e);
        }
    }

    private static Path storeOf(Path link) {
        return link.getParent().getParent().getParent();
    }

    /** {@return the error for a file that cannot be adopted} */
    public static OnecopyException refused(Path users, String reason, Exception cause) {
        return new OnecopyException(Fault.INVALID_ARGUMENT,
                "cannot adopt " + users + " in place: " + reason + "; without --in-place it is copied", cause);
    }

    /**
     * Gives the permissions back to an adopted file in a folder that is about to be deleted; a link in place of the folder
     * or of a file in it is not followed.
     */
    static void release(Path folder) {
        Path values = folder.resolve(StoreLayout.VALUES);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(values, LinkOption.NOFOLLOW_LINKS)
                    || !Integer.valueOf(2).equals(Files.getAttribute(values, "unix:nlink"))) {
                return;
            }
            Source source = Manifest.read(FileKinds.requireFile(folder.resolve(StoreLayout.MANIFEST))).source();
            String permissions = source.parameters().get(PERMISSIONS);
            if (source.inPlace() && permissions != null) {
                Set<PosixFilePermission> before = PosixFilePermissions.fromString(permissions);
                Files.setPosixFilePermissions(values, before);
            }
        } catch (IOException | OnecopyException | IllegalArgumentException | UnsupportedOperationException _) {
            return;
        }
    }
}
