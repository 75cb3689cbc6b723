package onecopy.data.fault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What a path must be before it is opened. A symbolic link would lead out of the folder it lies in, a pipe would block
 * its reader for ever, a small file that has become huge would fill the heap.
 */
public final class FileKinds {
    private FileKinds() {}

    /**
     * {@return the path, which is a regular file}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for a link or anything else, as {@link
     *     OnecopyException#ofIo} for a missing file
     */
    public static Path requireFile(Path file) {
        return requireFile(file, Long.MAX_VALUE);
    }

    /**
     * {@return the path, which is a regular file of at most so many bytes}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for a link, anything else or a longer file
     */
    public static Path requireFile(Path file, long maxBytes) {
        BasicFileAttributes attributes = attributesOf(file);
        if (!attributes.isRegularFile()) {
            throw FileFaults.damaged(file, "it is " + kind(attributes) + ", not a file");
        }
        if (attributes.size() > maxBytes) {
            throw FileFaults.damaged(file, "it has " + attributes.size() + " bytes, at most " + maxBytes
                    + " are allowed");
        }
        return file;
    }

    /**
     * {@return the path, which is a folder}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for a link or anything else
     */
    public static Path requireFolder(Path folder) {
        BasicFileAttributes attributes = attributesOf(folder);
        if (!attributes.isDirectory()) {
            throw FileFaults.damaged(folder, "it is " + kind(attributes) + ", not a folder");
        }
        return folder;
    }

    /**
     * {@return the bytes of what a user names: a file, or a pipe, or a link to one}
     *
     * @param purpose for errors, such as {@code read the batch file x}
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for a folder, as {@link OnecopyException#ofIo} for a missing
     *     file
     */
    public static InputStream open(Path given, String purpose) {
        if (Files.isDirectory(given)) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "cannot " + purpose + ": it is a folder");
        }
        try {
            return Files.newInputStream(given);
        } catch (IOException e) {
            throw OnecopyException.ofIo(purpose, e);
        }
    }

    private static BasicFileAttributes attributesOf(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + path, e);
        }
    }

    private static String kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return "a symbolic link";
        }
        return attributes.isDirectory() ? "a folder" : attributes.isRegularFile() ? "a file" : "a pipe or device";
    }
}
