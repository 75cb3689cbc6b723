package onecopy.loader.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.OnecopyException;

/** File system steps that publishing and removing are made of. */
final class Folders {
    private static final int DELETE_ATTEMPTS = 100;

    private Folders() {}

    /** Waits until a file, or the names in a folder, are on the disk. */
    static void force(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + path, e);
        }
    }

    /** {@return what is in a folder; nothing where it does not exist} */
    static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException _) {
            return entries;
        } catch (IOException e) {
            throw OnecopyException.ofIo("read the folder " + folder, e);
        }
        return entries;
    }

    /** Deletes a version's folder, finished or not, and gives an adopted file back to its owner. */
    static void delete(Path folder) {
        AdoptedFile.release(folder);
        try {
            deleteTree(folder);
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove " + folder, e);
        }
    }

    /** A JVM that ends deletes while its other threads still write: what they add meanwhile goes too. */
    private static void deleteTree(Path path) throws IOException {
        for (int attempt = 1;; attempt++) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                for (Path entry : entries(path)) {
                    deleteTree(entry);
                }
            }
            try {
                Files.deleteIfExists(path);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (attempt == DELETE_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Removes a dataset's folder where nothing is left in it. */
    static void deleteIfEmpty(Path folder) {
        try {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && entries(folder).isEmpty()) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove " + folder, e);
        }
    }
}
