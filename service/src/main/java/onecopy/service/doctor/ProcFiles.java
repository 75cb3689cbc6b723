package onecopy.service.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Small text files of the kernel, which other systems do not have. */
final class ProcFiles {
    private ProcFiles() {}

    /** {@return the lines of a file, none where it cannot be read} */
    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException _) {
            return List.of();
        }
    }

    /** {@return what follows the colon of the first line that begins with a key} */
    static Optional<String> firstValue(String file, String key) {
        return lines(file).stream().filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .map(String::strip).findFirst();
    }

    /** {@return the number in a file that holds just one} */
    static OptionalLong number(String file) {
        return lines(file).stream().filter(line -> line.matches("\\d{1,18}")).mapToLong(Long::parseLong).findFirst();
    }
}
