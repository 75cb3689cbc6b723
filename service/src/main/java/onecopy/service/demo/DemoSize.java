package onecopy.service.demo;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.command.Units;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * How large the large dataset is.
 *
 * @param elements a power of two
 * @param reason why it is smaller than wanted, empty where it is not
 */
record DemoSize(long elements, String reason) {
    private static final long SMALLEST = 1 << 20;
    private static final long SPARE_DISK_BYTES = 1L << 30;
    private static final long KILOBYTE = 1024;

    /**
     * {@return the largest size that disk and memory allow}
     *
     * @param wanted the size to start from, halved until it fits
     * @throws OnecopyException with {@link Fault#NO_SPACE} where not even a small one fits
     */
    static DemoSize fitting(long wanted, Path folder) {
        long disk = freeDiskBytes(folder);
        long memory = availableMemoryBytes();
        long elements = wanted;
        String reason = "";
        while (!fits(elements, disk, memory)) {
            elements /= 2;
            reason = "smaller than the usual " + Units.grouped(wanted) + ", because " + Units.size(disk)
                    + " of disk and "
                    + Units.size(memory) + " of memory are free";
            if (elements < SMALLEST) {
                throw new OnecopyException(Fault.NO_SPACE, "not enough room for a demo: " + Units.size(disk)
                        + " of disk in " + folder + " and " + Units.size(memory)
                        + " of memory are free; choose another folder with --folder DIR");
            }
        }
        return new DemoSize(elements, reason);
    }

    /** On disk once, in memory once, and something to spare of both. */
    static boolean fits(long elements, long diskBytes, long memoryBytes) {
        long bytes = elements * Integer.BYTES;
        return diskBytes >= bytes + Math.min(SPARE_DISK_BYTES, bytes) && memoryBytes >= bytes + bytes / 2;
    }

    private static long freeDiskBytes(Path folder) {
        try {
            FileStore disk = Files.getFileStore(folder);
            return disk.getUsableSpace();
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at the disk of " + folder, e);
        }
    }

    private static long availableMemoryBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE).findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException _) {
            return Long.MAX_VALUE;
        }
    }
}
