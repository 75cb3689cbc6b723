package onecopy.service.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import onecopy.data.command.Units;

/** Limits the operating system sets for a process. */
final class LimitChecks {
    private static final String LIMITS = "/proc/self/limits";
    private static final String MAP_COUNT = "/proc/sys/vm/max_map_count";
    private static final long WANTED_FILES = 256;
    private static final long WANTED_MAPPINGS = 4096;
    private static final long WANTED_PROCESSES = 1024;

    private LimitChecks() {}

    static List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        limit("Max open files").ifPresent(limit -> findings.add(atLeast("open files", limit, WANTED_FILES,
                "ulimit -n " + 4 * WANTED_FILES)));
        limit("Max processes").ifPresent(limit -> findings.add(atLeast("processes and threads", limit, WANTED_PROCESSES,
                "ulimit -u " + 4 * WANTED_PROCESSES)));
        OptionalLong mappings = ProcFiles.number(MAP_COUNT);
        if (mappings.isPresent()) {
            findings.add(atLeast("memory mappings", mappings.getAsLong(), WANTED_MAPPINGS,
                    "sysctl vm.max_map_count=65530"));
        }
        limit("Max address space").ifPresent(limit -> findings.add(limit == Long.MAX_VALUE
                ? Finding.ok("address space", "unlimited")
                : Finding.warning("address space", Units.size(limit) + ": a dataset larger than that cannot be mapped",
                        "ulimit -v unlimited")));
        limit("Max locked memory").ifPresent(limit -> findings.add(Finding.ok("locked memory",
                text(limit, true) + "; onecopy locks none, the page cache decides what stays")));
        return findings;
    }

    private static Finding atLeast(String topic, long limit, long wanted, String remedy) {
        return limit >= wanted
                ? Finding.ok(topic, text(limit, false))
                : Finding.warning(topic, text(limit, false) + ", and a fleet may need " + Units.grouped(wanted),
                        remedy);
    }

    private static String text(long limit, boolean bytes) {
        if (limit == Long.MAX_VALUE) {
            return "unlimited";
        }
        return "at most " + (bytes ? Units.size(limit) : Units.grouped(limit));
    }

    /** {@return the soft limit with this name; the largest long where there is none} */
    private static Optional<Long> limit(String name) {
        return ProcFiles.lines(LIMITS).stream().filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" +", 2)[0])
                .map(text -> text.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(text)).findFirst();
    }
}
