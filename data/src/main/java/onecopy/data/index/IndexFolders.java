package onecopy.data.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/** Finds the index in use of a version. */
public final class IndexFolders {
    private IndexFolders() {}

    /**
     * {@return the folder of the index in use of a version; empty if it has none}
     *
     * @throws OnecopyException with {@code CORRUPT} where the link names anything but an index folder of this version
     */
    public static Optional<Path> current(Path versionFolder) {
        Path link = IndexLayout.link(versionFolder);
        try {
            Path folder = Files.readSymbolicLink(link);
            if (folder.getNameCount() != 1 || folder.isAbsolute() || numberOf(folder).isEmpty()) {
                throw FileFaults.damaged(link, "it names '" + folder + "', which is no index of this version");
            }
            return Optional.of(versionFolder.resolve(folder));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (NotLinkException _) {
            throw FileFaults.damaged(link, "it is not a symbolic link");
        } catch (IOException e) {
            throw OnecopyException.ofIo("read the link " + link, e);
        }
    }

    /** {@return the number of an index folder; empty for any other file} */
    public static OptionalLong numberOf(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches(IndexLayout.FOLDER_PREFIX + "[1-9][0-9]{0,17}")
                ? OptionalLong.of(Long.parseLong(name.substring(IndexLayout.FOLDER_PREFIX.length())))
                : OptionalLong.empty();
    }
}
