package onecopy.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
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
