package onecopy.service.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecopy.data.command.Installation;
import onecopy.data.fault.Fault;
import org.junit.jupiter.api.Test;

/** {@code ERRORS.md} and {@link Fault} say the same. */
class ErrorTableTest {
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `([a-z_]+)` \\| (\\d+) \\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\| (yes|no) \\|$");

    private static String table() throws IOException {
        Path home = Installation.require().home();
        return Files.readString(home.resolve("service/ERRORS.md"));
    }

    @Test
    void shouldListEveryFaultWithItsNumbers() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Matcher row = ROW.matcher(table()); row.find();) {
            assertThat(rows.put(row.group(1), row.group(2) + " " + row.group(3) + " " + row.group(6)))
                    .as("'%s' stands in service/ERRORS.md twice", row.group(1)).isNull();
        }
        for (Fault fault : Fault.values()) {
            String retryable = fault.retryable() ? "yes" : "no";
            String numbers = fault.exitCode() + " " + fault.httpStatus() + " " + retryable;
            assertThat(rows.remove(fault.code()))
                    .as("service/ERRORS.md needs the row '| `%s` | %d | %d | meaning | remedy | %s |'", fault.code(),
                            fault.exitCode(), fault.httpStatus(), retryable)
                    .isEqualTo(numbers);
        }
        assertThat(rows).as("rows of service/ERRORS.md without a fault").isEmpty();
    }

    @Test
    void shouldUnderstandEveryRowOfTheTable() throws IOException {
        String text = table();
        long rows = text.lines().filter(line -> line.startsWith("| `")).count();
        assertThat(ROW.matcher(text).results().count()).as("rows in the form the test reads").isEqualTo(rows);
    }
}
