package onecopy.service.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import onecopy.data.fault.OnecopyException;

/**
 * The file system a folder lies on, or will lie on once it is made.
 *
 * @param type the kernel's name for it: {@code ext4}, {@code tmpfs}
 * @param freeBytes what this user may still write
 * @param totalBytes its size
 */
record Disk(String type, long freeBytes, long totalBytes) {
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "vboxsf", "afs",
            "ceph", "glusterfs", "lustre", "sshfs", "virtiofs");
    private static final List<String> IN_MEMORY = List.of("tmpfs", "ramfs");

    static Disk of(Path folder) {
        Path existing = existingAncestor(folder);
        try {
            FileStore store = Files.getFileStore(existing);
            return new Disk(store.type(), store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at the file system of " + folder, e);
        }
    }

    /** {@return the folder itself, or the nearest one above it that exists} */
    static Path existingAncestor(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    boolean isRemote() {
        return REMOTE.contains(type) || type.startsWith("fuse");
    }

    boolean isInMemory() {
        return IN_MEMORY.contains(type);
    }
}
