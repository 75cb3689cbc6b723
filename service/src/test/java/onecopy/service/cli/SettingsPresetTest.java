package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import onecopy.data.command.CommandFrame;
import onecopy.data.command.Installation;
import onecopy.data.fault.Fault;
import onecopy.loader.cli.LoaderMain;
import onecopy.service.coordinator.TestFleet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever takes the {@code #} from a line of the preset must get what the line says. */
class SettingsPresetTest {
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^#(?=\\S)");

    private static String everyLine() throws IOException {
        String preset = Files.readString(Installation.require().settingsFile());
        return COMMENTED_OUT.matcher(preset).replaceAll("");
    }

    @Test
    void shouldNameOnlyOptionsThatExist() throws IOException {
        Map<String, Set<String>> options = new HashMap<>(LoaderMain.commands().settings());
        options.putAll(ServiceMain.withCommands(new CommandFrame()).settings());
        Properties preset = new Properties();
        preset.load(new StringReader(everyLine()));
        assertThat(preset.stringPropertyNames()).contains("store", "run", "query.timeout").allSatisfy(key -> {
            int dot = key.indexOf('.');
            if (dot < 0) {
                assertThat(options.values()).as("options of all commands").anyMatch(names -> names.contains(key));
            } else {
                assertThat(options).containsKey(key.substring(0, dot));
                assertThat(options.get(key.substring(0, dot))).contains(key.substring(dot + 1));
            }
        });
        assertThat(preset.values()).noneMatch(value -> value.toString().isBlank());
    }

    @Test
    void shouldGiveOnlyValuesThatAreUnderstood(@TempDir Path folder) throws IOException {
        Path all = Files.writeString(folder.resolve("all.properties"), everyLine());
        try (TestFleet fleet = new TestFleet(folder)) {
            TestFleet.Outcome outcome = fleet.run("query", "any", "--at-most", "7", "--config", all.toString());
            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(Fault.UNAVAILABLE.exitCode());
        }
    }
}
