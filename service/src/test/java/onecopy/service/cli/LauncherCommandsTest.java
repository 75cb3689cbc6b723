package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecopy.data.command.CommandFrame;
import onecopy.data.command.Installation;
import onecopy.loader.cli.LoaderMain;
import org.junit.jupiter.api.Test;

/** The launcher knows each program's commands by name, because asking the programs would cost a JVM. */
class LauncherCommandsTest {
    private static Set<String> launchersList(String variable) throws IOException {
        Matcher list = Pattern.compile("(?m)^readonly " + variable + "=\"([a-z ]+)\"$")
                .matcher(Files.readString(Installation.require().launcher()));
        assertThat(list.find()).as(variable).isTrue();
        return new TreeSet<>(List.of(list.group(1).split(" ")));
    }

    @Test
    void shouldKnowEveryCommandOfTheLoader() throws IOException {
        assertThat(launchersList("LOADER_COMMANDS"))
                .containsExactlyInAnyOrderElementsOf(LoaderMain.commands().settings().keySet());
    }

    @Test
    void shouldKnowEveryCommandOfTheServiceAndTheWorker() throws IOException {
        Set<String> commands = new TreeSet<>(ServiceMain.withCommands(new CommandFrame()).settings().keySet());
        commands.add("worker");
        assertThat(launchersList("SERVICE_COMMANDS")).containsExactlyInAnyOrderElementsOf(commands);
    }
}
