package onecopy.service.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onecopy.data.command.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The rush of many clients as a process: every request answered or refused, whatever the machine. */
@Timeout(120)
class OverloadBenchTest {
    @TempDir
    Path folder;

    @Test
    void shouldFindEveryRequestAnsweredOrRefused() throws Exception {
        Path messages = folder.resolve("messages");
        Process bench = new ProcessBuilder(Installation.require().javaCommand("bench",
                "onecopy.service.cli.ServiceMain", List.of("bench", "overload", "--clients", "200", "--seconds", "3",
                        "--max-waiting", "50", "--format", "json", "--temp", folder.toString())))
                .redirectError(messages.toFile()).start();
        String output = bench.inputReader().readAllAsString();
        assertThat(bench.waitFor()).as("exit code; it said %s", Files.readString(messages)).isZero();
        Map<String, Double> figures = new HashMap<>();
        new JsonMapper().readTree(output).get("figures")
                .forEach(figure -> figures.put(figure.get("id").asString(), figure.get("value").asDouble()));
        assertThat(figures.get("lost")).as(output).isZero();
        assertThat(figures.get("kept")).isEqualTo(100);
        assertThat(figures.get("status")).isEqualTo(100);
        assertThat(figures.get("answered")).isPositive();
        assertThat(figures.get("busy")).isPositive();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(messages);
        }
    }
}
