package onecopy.data.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> Settings.read(List.of("--config", file.toString()), Map.of()))
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT))
                .hasMessage("cannot read the settings file " + file + ": " + why);
    }

    @Test
    void shouldRefuseAFileThatIsNoSettingsFile() throws IOException {
        assertRefused(Files.write(folder.resolve("latin"), new byte[]{'a', '=', (byte) 0xe9}), "it is not UTF-8");
        assertRefused(folder, "it is a folder");
        assertRefused(Path.of("/dev/zero"), "it is longer than 1048576 bytes");
    }

    @Test
    void shouldConfineAProcessToOneFile() {
        Map<String, String> environment = new HashMap<>(Map.of("ONECOPY_STORE", "mine", "ONECOPY_QUERY_TIMEOUT", "1s",
                "ONECOPY_CONFIG", "mine", "ONECOPY_JAVA", "/jdk", "PATH", "/bin"));

        Settings.confine(environment, Path.of("/dev/null"));

        assertThat(environment).containsOnly(Map.entry("ONECOPY_CONFIG", "/dev/null"),
                Map.entry("ONECOPY_JAVA", "/jdk"), Map.entry("PATH", "/bin"));
        assertThat(Settings.read(List.of(), environment).find("query", "store")).isEmpty();
    }
}
