package onecopy.service.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process would free if it ended, as {@code /proc/PID/smaps} says. */
final class PrivateMemory {
    private static final Pattern MAPPING = Pattern.compile("[0-9a-f]+-[0-9a-f]+ .*");
    private static final Pattern PRIVATE = Pattern.compile("Private_(?:Clean|Dirty): +(\\d+) kB");

    private PrivateMemory() {}

    /** {@return private bytes, clean and dirty, of every mapping but those of one file} */
    static long bytesBeside(long pid, Path file) {
        long kibibytes = 0;
        boolean counted = true;
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
                if (MAPPING.matcher(line).matches()) {
                    counted = !line.endsWith(file.toString());
                }
                Matcher matcher = PRIVATE.matcher(line);
                if (counted && matcher.matches()) {
                    kibibytes += Long.parseLong(matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kibibytes << 10;
    }
}
