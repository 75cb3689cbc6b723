package onecopy.service.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds who else maps a file. */
public final class Mappers {
    private Mappers() {}

    /** {@return the processes that map a file, as far as this user may look} */
    public static long[] of(FileIdentity file) {
        return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).filter(pid -> maps(pid, file)).toArray();
    }

    private static boolean maps(long pid, FileIdentity file) {
        Path maps = Path.of("/proc", Long.toString(pid), "maps");
        String inode = " " + file.inode() + " ";
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(inode))
                    .anyMatch(line -> file.isMappedBy(MappingHeader.parse(line)));
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    /** {@return the name of a process's program, {@code ?} where it cannot be read} */
    public static String program(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm")).strip();
        } catch (IOException _) {
            return "?";
        }
    }
}
