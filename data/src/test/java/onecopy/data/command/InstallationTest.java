package onecopy.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What starts another JVM: it must find the archives that the launcher made. */
class InstallationTest {
    private static final String ARCHIVES = "onecopy.archives";

    @TempDir
    private Path folder;

    private String before;

    @BeforeEach
    void pointToTheFolder() {
        before = System.getProperty(ARCHIVES);
        System.setProperty(ARCHIVES, folder.toString());
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(ARCHIVES);
        } else {
            System.setProperty(ARCHIVES, before);
        }
    }

    private static List<String> command(String role) {
        return Installation.require().javaCommand(role, "Main", List.of("x"));
    }

    @Test
    void shouldUseTheCacheOrTheArchiveOfARole() throws Exception {
        Files.createFile(folder.resolve("loader.aot"));
        Files.createFile(folder.resolve("worker.jsa"));
        assertThat(command("loader")).contains("-XX:AOTCache=" + folder.resolve("loader.aot")).endsWith("Main", "x");
        assertThat(command("worker")).contains("-XX:SharedArchiveFile=" + folder.resolve("worker.jsa"));
    }

    @Test
    void shouldDoWithoutEither() {
        assertThat(command("client")).contains("-Donecopy.archives=" + folder)
                .noneMatch(option -> option.startsWith("-XX:AOTCache") || option.startsWith("-XX:SharedArchiveFile"));
    }
}
