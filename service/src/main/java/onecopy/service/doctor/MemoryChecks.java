package onecopy.service.doctor;

import java.util.List;
import java.util.OptionalLong;
import onecopy.data.command.Units;
import onecopy.data.store.DatasetSummary;
import onecopy.data.store.Store;
import onecopy.service.proc.ProcessMemory;

/** Whether the datasets fit in memory, once. */
final class MemoryChecks {
    private static final long KILOBYTE = 1024;

    private MemoryChecks() {}

    static List<Finding> examine(Store store) {
        return List.of(memory(store), proof());
    }

    private static Finding memory(Store store) {
        OptionalLong available = availableBytes();
        if (available.isEmpty()) {
            return Finding.ok("memory", "this system does not tell how much is available");
        }
        List<DatasetSummary> current = StoreChecks.summaries(store).stream().filter(DatasetSummary::current).toList();
        long largest = StoreChecks.largestBytes(current);
        String text = Units.size(available.getAsLong()) + " available, the largest dataset takes "
                + Units.size(largest);
        return largest <= available.getAsLong()
                ? Finding.ok("memory", text)
                : Finding.warning("memory", text + ": each scan of it reads from the disk again",
                        "free some memory, raise the container's limit, or use a larger machine");
    }

    /** {@return what the page cache may take: the least of what the machine and the container's limit allow} */
    private static OptionalLong availableBytes() {
        OptionalLong machine = ProcFiles.firstValue("/proc/meminfo", "MemAvailable:").stream()
                .mapToLong(text -> Long.parseLong(text.replace(" kB", "")) * KILOBYTE).findFirst();
        OptionalLong limit = ProcFiles.number("/sys/fs/cgroup/memory.max");
        if (machine.isPresent() && limit.isPresent()) {
            return OptionalLong.of(Math.min(machine.getAsLong(), limit.getAsLong()));
        }
        return machine.isPresent() ? machine : limit;
    }

    private static Finding proof() {
        return ProcessMemory.isReadable()
                ? Finding.ok("memory account", "the kernel tells each process's share of shared pages")
                : Finding.warning("memory account", "no /proc/PID/smaps: 'onecopy prove' has nothing to measure with",
                        "run on Linux to see the proof; everything else works");
    }
}
