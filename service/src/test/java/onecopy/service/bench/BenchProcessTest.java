package onecopy.service.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onecopy.data.command.Installation;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole benchmark as a process, on data so small that its figures mean nothing and everything else does. */
@Timeout(300)
class BenchProcessTest {
    @TempDir
    Path folder;

    @Test
    void shouldReportEveryFigureAndLeaveNothingBehind() throws Exception {
        Path chart = folder.resolve("chart.svg");
        Process bench = bench("--quick", "--rounds", "1", "--elements", "65536", "--workers", "2", "--format", "json",
                "--chart", chart.toString());
        String output = bench.inputReader().readAllAsString();

        assertThat(bench.waitFor()).as("exit code; it said %s", Files.readString(folder.resolve("messages"))).isZero();
        JsonNode report = new JsonMapper().readTree(output);
        List<String> figures = new ArrayList<>();
        report.get("figures").forEach(figure -> figures.add(figure.get("id").asString()));
        assertThat(figures).contains("read", "count", "count_sum_none", "count_sum_all", "thirteen",
                "thirteen_divisors", "many", "heap", "mapped", "trial_division", "divisors_core", "divisors_large",
                "divisors_large_workers", "experiment", "experiment_scan", "serve_ready", "query_process");
        assertThat(Files.readString(chart)).startsWith("<svg");
        assertThat(leftIn(folder)).containsExactlyInAnyOrder("chart.svg", "messages");
        assertThat(runDirectoriesOf(bench.pid())).isEmpty();
    }

    @Test
    void shouldLeaveNothingBehindWhenInterrupted() throws Exception {
        Process bench = bench("--quick", "--elements", "65536", "--workers", "1");
        awaitStore();
        List<ProcessHandle> children = bench.descendants().toList();

        bench.destroy();

        assertThat(bench.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(leftIn(folder)).containsExactly("messages");
        assertThat(runDirectoriesOf(bench.pid())).isEmpty();
    }

    @Test
    void shouldRefuseWhatItCannotDoBeforeItBegins() throws Exception {
        Process bench = bench("--chart", "chart.png");

        assertThat(bench.waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("messages"))).contains("charts are SVG files");
    }

    private Process bench(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("bench", "--temp", folder.toString()));
        arguments.addAll(List.of(options));
        return new ProcessBuilder(
                Installation.require().javaCommand("bench", "onecopy.service.cli.ServiceMain", arguments))
                .redirectError(folder.resolve("messages").toFile()).start();
    }

    private void awaitStore() throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (leftIn(folder).stream().noneMatch(name -> name.startsWith("onecopy-bench-"))) {
            assertThat(System.nanoTime()).isLessThan(deadlineNs);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static List<String> leftIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static List<String> runDirectoriesOf(long pid) throws IOException {
        Path parent = RunDirectory.defaultPath(System.getenv()).getParent();
        return leftIn(parent).stream().filter(name -> name.startsWith("onecopy-bench-" + pid + "-")).toList();
    }
}
