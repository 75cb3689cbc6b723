package onecopy.service.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.OnecopyException;

/**
 * How a file is recognised in a process's list of mappings: by inode number, and by device or path. Some file systems
 * (btrfs, overlays) report another device there than to {@code stat}; none reports another inode and another path.
 *
 * @param path the file
 * @param inode its inode number
 * @param device its device as {@code /proc/PID/maps} writes it, {@code major:minor} in hexadecimal
 * @param lengthBytes its length
 */
public record FileIdentity(Path path, long inode, String device, long lengthBytes) {
    /** {@return the identity of a file that exists} */
    public static FileIdentity of(Path file) {
        try {
            Path real = file.toRealPath();
            long inode = ((Number) Files.getAttribute(real, "unix:ino")).longValue();
            long device = ((Number) Files.getAttribute(real, "unix:dev")).longValue();
            return new FileIdentity(real, inode, deviceText(device), Files.size(real));
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + file, e);
        }
    }

    private static String deviceText(long device) {
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & 0xfffff000L);
        long minor = (device & 0xff) | (device >>> 12 & 0xffffff00L);
        return String.format("%02x:%02x", major, minor);
    }

    /** {@return whether a mapping with this header is one of the file} */
    boolean isMappedBy(MappingHeader header) {
        return header.inode() == inode && (header.device().equals(device) || header.path().equals(path.toString()));
    }
}
