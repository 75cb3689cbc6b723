package onecopy.service.proc;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The memory of one process with regard to one file, from one reading of {@code /proc/PID/smaps}.
 *
 * @param pid the process
 * @param file its mappings of the file
 * @param ownBytes private memory, clean and dirty, of everything else it has: heap, code, stacks
 */
public record ProcessMemory(long pid, FileShare file, long ownBytes) {
    private static final Path PROC = Path.of("/proc");

    /** {@return whether this system tells the memory of its processes} */
    public static boolean isReadable() {
        return Files.isReadable(PROC.resolve("self/smaps"));
    }

    /**
     * {@return the memory of a process, empty where it has ended}
     *
     * @throws OnecopyException with {@link Fault#PERMISSION_DENIED} where the process is another user's
     */
    public static Optional<ProcessMemory> of(long pid, FileIdentity file) {
        Path smaps = PROC.resolve(Long.toString(pid)).resolve("smaps");
        try (BufferedReader lines = Files.newBufferedReader(smaps, StandardCharsets.ISO_8859_1)) {
            return Optional.of(new SmapsReader(file).read(pid, lines)).filter(memory -> memory.ownBytes() > 0);
        } catch (IOException e) {
            if (ProcessHandle.of(pid).isEmpty()) {
                return Optional.empty();
            }
            throw OnecopyException.ofIo("read the memory of process " + pid, e);
        }
    }
}
