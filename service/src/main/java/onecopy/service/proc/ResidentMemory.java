package onecopy.service.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory of a process that is resident, as the kernel counts it: pages of mapped files count for every process that
 * maps them. Cheap, unlike {@link ProcessMemory}.
 *
 * @param anonymousBytes its own: heap, stacks, code
 * @param fileBytes pages of mapped files
 * @param sharedBytes pages of shared memory, such as the control file on a memory file system
 */
public record ResidentMemory(long anonymousBytes, long fileBytes, long sharedBytes) {
    private static final int BYTES_PER_KB = 1024;

    /** {@return the sum of all kinds} */
    public long bytes() {
        return anonymousBytes + fileBytes + sharedBytes;
    }

    /** {@return the resident memory of a process; empty where it has ended or the system does not tell} */
    public static Optional<ResidentMemory> of(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            long anonymous = -1;
            long file = 0;
            long shared = 0;
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("RssAnon:")) {
                    anonymous = bytesOf(line);
                } else if (line.startsWith("RssFile:")) {
                    file = bytesOf(line);
                } else if (line.startsWith("RssShmem:")) {
                    shared = bytesOf(line);
                }
            }
            return anonymous < 0 ? Optional.empty() : Optional.of(new ResidentMemory(anonymous, file, shared));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A line reads {@code RssAnon:      1234 kB}. */
    private static long bytesOf(String line) {
        return Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KB;
    }
}
