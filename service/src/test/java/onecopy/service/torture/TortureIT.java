package onecopy.service.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two hundred fleets, tortured as users torture them: by the launcher of the archive. Run by the module that makes it, after
 * it did.
 */
@EnabledOnOs(OS.LINUX)
class TortureIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("onecopy.archive", "none"));
    private static final int RUNS = 200;
    private static final long LIMIT_MINUTES = 30;

    @TempDir
    Path folder;

    @Test
    void shouldEndEveryBatchExactlyOrTypedAndLeaveNothing() throws IOException, InterruptedException {
        run("tar", "-xzf", ARCHIVE.toString(), "-C", folder.toString());
        Path home = folder.resolve(ARCHIVE.getFileName().toString().replace(".tar.gz", ""));
        Path ground = Files.createDirectory(folder.resolve("ground"));

        String printed = run(home.resolve("onecopy").toString(), "torture", "--runs", Integer.toString(RUNS), "--seed",
                "20261122", "--folder", ground.toString(), "--format", "json");

        JsonNode report = new JsonMapper().readTree(printed);
        assertThat(report.get("runs").asInt()).isEqualTo(RUNS);
        assertThat(report.get("exact").asInt()).isGreaterThan(RUNS);
        assertThat(ground).isEmptyDirectory();
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        Path errors = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("ONECOPY_JAVA", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as("%s has ended", command[0]).isTrue();
            assertThat(process.exitValue()).as("exit code; it said %s", Files.readString(errors)).isZero();
            return Files.readString(output);
        } finally {
            try (Stream<ProcessHandle> children = process.descendants()) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            process.destroyForcibly();
        }
    }
}
