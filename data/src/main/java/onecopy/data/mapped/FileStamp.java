package onecopy.data.mapped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import onecopy.data.fault.OnecopyException;

/**
 * What the file system says of a file at one moment. Two equal stamps mean: the same file, and nobody wrote to it in
 * between, unless within one tick of the file system's clock (some milliseconds on older kernels).
 *
 * @param key which file it is: device and inode
 * @param lengthBytes its length
 * @param written when its content was last written; anybody who may write may also set it back
 * @param changed when its content, permissions, names or times were last changed; nobody sets it back
 */
public record FileStamp(Object key, long lengthBytes, FileTime written, FileTime changed) {
    private static final long FNV_BASIS = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;
    private static final String ATTRIBUTES = "unix:fileKey,size,lastModifiedTime,ctime";

    /** {@return the stamp of the file a path names, links followed} */
    public static FileStamp of(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, ATTRIBUTES, new LinkOption[0]);
        return new FileStamp(found.get("fileKey"), (Long) found.get("size"), (FileTime) found.get("lastModifiedTime"),
                (FileTime) found.get("ctime"));
    }

    /** {@return as {@link #of}; empty where the file cannot be looked at} */
    public static Optional<FileStamp> find(Path file) {
        try {
            return Optional.of(of(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * {@return as {@link #of}, for a file that is expected to be there}
     *
     * @throws OnecopyException where it cannot be looked at
     */
    public static FileStamp require(Path file) {
        try {
            return of(file);
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + file, e);
        }
    }

    /**
     * {@return a number that two processes get of the same file with the same content, as {@link #hasContentOf} understands
     * it, and of hardly any other} FNV-1a with 64 bits, after Fowler, Noll and Vo.
     */
    public long contentFingerprint() {
        long hash = FNV_BASIS;
        for (char c : (key + " " + lengthBytes + " " + written).toCharArray()) {
            hash = (hash ^ c) * FNV_PRIME;
        }
        return hash;
    }

    /** {@return whether both are of one file with the same content, as far as its length and last write tell} */
    public boolean hasContentOf(FileStamp other) {
        return key.equals(other.key) && lengthBytes == other.lengthBytes && written.equals(other.written);
    }
}
