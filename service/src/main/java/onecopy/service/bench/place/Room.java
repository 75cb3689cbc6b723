package onecopy.service.bench.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * How much data a machine can be measured with at this moment.
 *
 * @param diskBytes free in the folder of the data
 * @param memoryBytes that can be used without pushing anything out
 */
public record Room(long diskBytes, long memoryBytes) {
    /** Data in the page cache, and as much again in a process that reads it from elsewhere. */
    private static final int COPIES_IN_MEMORY = 2;
    /** Processes, their code, and whoever else works here. */
    private static final long SPARE_MEMORY_BYTES = 1L << 30;
    private static final long SPARE_DISK_BYTES = 256L << 20;
    private static final int SMALLEST_HALVING = 1 << 20;

    private static final Pattern MEM_AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    /** {@return the room at this moment, with the data in this existing folder} */
    public static Room around(Path folder) {
        try {
            return new Room(Files.getFileStore(folder).getUsableSpace(), availableMemoryBytes());
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at the room in " + folder, e);
        }
    }

    private static long availableMemoryBytes() throws IOException {
        Path meminfo = Path.of("/proc/meminfo");
        if (Files.isReadable(meminfo)) {
            Matcher line = MEM_AVAILABLE.matcher(Files.readString(meminfo));
            if (line.find()) {
                return Long.parseLong(line.group(1)) * 1024;
            }
        }
        return Long.MAX_VALUE;
    }

    /**
     * {@return the largest of {@code elements}, half of it, a quarter of it, ... for which there is room}
     *
     * @param elements wanted, at least 1
     * @param widthBytes bytes of an element
     * @throws OnecopyException with {@link Fault#NO_SPACE} where not even a million fits
     */
    public long fitting(long elements, int widthBytes) {
        long fitting = elements;
        while (!fits(fitting * widthBytes)) {
            if (fitting <= SMALLEST_HALVING) {
                throw new OnecopyException(Fault.NO_SPACE, "no room for " + fitting + " elements: " + diskBytes
                        + " bytes of disk and " + memoryBytes + " bytes of memory are free");
            }
            fitting /= 2;
        }
        return fitting;
    }

    private boolean fits(long dataBytes) {
        return dataBytes <= diskBytes - SPARE_DISK_BYTES
                && dataBytes <= (memoryBytes - SPARE_MEMORY_BYTES) / COPIES_IN_MEMORY;
    }
}
