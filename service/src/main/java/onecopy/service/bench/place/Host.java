package onecopy.service.bench.place;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine, in words. */
public final class Host {
    /** Other work of more than this on each core makes figures worthless. */
    private static final double BUSY_LOAD_PER_CORE = 0.5;

    private Host() {}

    /** {@return cores, processor, operating system and Java} */
    public static String description() {
        return Runtime.getRuntime().availableProcessors() + " cores of " + processor() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version() + " of " + System.getProperty("java.vendor");
    }

    /** {@return the load before anything was measured, and whether it spoils what is} */
    public static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load < 0) {
            return "unknown";
        }
        boolean busy = load > BUSY_LOAD_PER_CORE * Runtime.getRuntime().availableProcessors();
        return String.format(Locale.ROOT, "load average %.1f at the start%s", load,
                busy ? ": others use the cores, so these figures are too low" : "");
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch");
        }
    }
}
