package onecopy.service.bench.overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecopy.data.fault.OnecopyException;

/**
 * What the kernel knows of a process; zero where it does not tell.
 *
 * @param residentMib most memory it ever had, shared pages and mapped files included
 * @param threads of the operating system, now
 */
record ProcessPeaks(double residentMib, long threads) {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d{1,9})");

    static ProcessPeaks of(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(file)) {
            return new ProcessPeaks(0, 0);
        }
        try {
            String status = Files.readString(file);
            return new ProcessPeaks(number(PEAK, status) / 1024.0, number(THREADS, status));
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
