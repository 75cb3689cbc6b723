package onecopy.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

class CommandFrameTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Command(name = "greet", description = "Says hello.")
    static final class Greet implements Callable<Integer> {
        @Spec
        CommandSpec spec;
        @Parameters(paramLabel = "NAME")
        String name;
        @Option(names = {"-n", "--how-often"}, paramLabel = "N", defaultValue = "1")
        int howOften;
        @Option(names = "--loud")
        boolean loud;

        @Override
        public Integer call() {
            String greeting = "hällo " + name + (loud ? "!" : "");
            for (int i = 0; i < howOften; i++) {
                spec.commandLine().getOut().println(greeting);
            }
            return 0;
        }
    }

    @Command(name = "break")
    record Break(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private int run(String... args) {
        return new CommandFrame(environment, out, err).command("greet", Greet::new).run(args);
    }

    private int runBreak(Exception failure) {
        return new CommandFrame(environment, out, err).command("break", () -> new Break(failure)).run("break");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldPrintAnswersInUtf8() {
        assertThat(run("greet", "you")).isZero();
        assertThat(out()).isEqualTo("hällo you\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void shouldExplainACommandOnRequest() {
        assertThat(run("greet", "--help")).isZero();
        assertThat(out()).contains("Usage: onecopy greet [OPTIONS] NAME", "Says hello.", "--how-often",
                "--config=FILE");
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrongWithAnOption() {
        assertThat(run("greet", "you", "--how-often", "many")).isEqualTo(2);
        assertThat(err())
                .isEqualTo("onecopy: invalid value for option '--how-often': 'many' is no integer of at most 32 bits;"
                        + " see 'onecopy greet --help'\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void shouldSuggestTheOptionThatWasMeant() {
        assertThat(run("greet", "you", "--how-oftn", "2")).isEqualTo(2);
        assertThat(err()).startsWith("onecopy: unknown option").contains("did you mean --how-often?").hasLineCount(1);
    }

    @Test
    void shouldNameTheCommandsWhereNoneIsKnown() {
        assertThat(run("great")).isEqualTo(2);
        assertThat(err()).isEqualTo("onecopy: unknown command 'great'; it is one of greet\n");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldEndWithTheExitCodeOfTheFault(Fault fault) {
        assertThat(runBreak(new OnecopyException(fault, "it went wrong"))).isEqualTo(fault.exitCode());
        assertThat(err()).isEqualTo("onecopy: it went wrong\n");
    }

    @Test
    void shouldReadTheKindOfAnInputOutputFailure() {
        assertThat(runBreak(new NoSuchFileException("/a/b"))).isEqualTo(Fault.NOT_FOUND.exitCode());
        assertThat(runBreak(new UncheckedIOException(new IOException("No space left on device"))))
                .isEqualTo(Fault.NO_SPACE.exitCode());
        assertThat(err()).contains("/a/b", "no space left").doesNotContain("\tat ");
    }

    @Test
    void shouldShowNoStackTraceOfADefect() {
        assertThat(runBreak(new IllegalStateException("slot 3"))).isEqualTo(Fault.INTERNAL.exitCode());
        assertThat(err()).contains("internal error", "slot 3").hasLineCount(1);
    }

    @Test
    void shouldFailWhereTheAnswerCannotBeWritten() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        int exitCode = new CommandFrame(environment, full, err).command("greet", Greet::new).run("greet", "you");
        assertThat(exitCode).isEqualTo(Fault.NO_SPACE.exitCode());
        assertThat(err()).contains("cannot write to standard output");
    }

    @Test
    void shouldEndQuietlyWhereTheReaderWentAway() {
        OutputStream closedPipe = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        int exitCode = new CommandFrame(environment, closedPipe, err).command("greet", Greet::new).run("greet", "you");
        assertThat(exitCode).isEqualTo(CommandFrame.BROKEN_PIPE_EXIT_CODE);
        assertThat(err()).isEmpty();
    }

    @Test
    void shouldPreferCommandLineThenVariableThenFileThenDefault() throws IOException {
        Path file = Files.writeString(folder.resolve("my.properties"), "how-often = 4\ngreet.loud = true\n");
        assertThat(howOftenWith("greet", "you")).isEqualTo(1);
        environment.put("ONECOPY_CONFIG", file.toString());
        assertThat(howOftenWith("greet", "you")).isEqualTo(4);
        assertThat(out()).contains("!");
        environment.put("ONECOPY_HOW_OFTEN", "3");
        assertThat(howOftenWith("greet", "you")).isEqualTo(3);
        environment.put("ONECOPY_GREET_HOW_OFTEN", "5");
        assertThat(howOftenWith("greet", "you")).isEqualTo(5);
        assertThat(howOftenWith("greet", "you", "--how-often", "2")).isEqualTo(2);
    }

    private int howOftenWith(String... args) {
        out.reset();
        assertThat(run(args)).as(err()).isZero();
        return out().lines().toList().size();
    }

    @Test
    void shouldPreferTheFileNamedOnTheCommandLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "how-often = 4\n");
        environment.put("ONECOPY_CONFIG", folder.resolve("absent.properties").toString());
        assertThat(howOftenWith("greet", "you", "--config", file.toString())).isEqualTo(4);
        assertThat(howOftenWith("greet", "you", "--config=" + file)).isEqualTo(4);
    }

    @Test
    void shouldSayWhereABadSettingCameFrom() throws IOException {
        environment.put("ONECOPY_HOW_OFTEN", "many");
        assertThat(run("greet", "you")).isEqualTo(2);
        assertThat(err()).contains("'many' is no integer of at most 32 bits (from ONECOPY_HOW_OFTEN)");
        environment.clear();
        err.reset();
        Path file = Files.writeString(folder.resolve("bad.properties"), "greet.how-often=lots");
        assertThat(run("greet", "you", "--config", file.toString())).isEqualTo(2);
        assertThat(err()).contains("'lots' is no integer of at most 32 bits (from greet.how-often in " + file + ")");
    }

    @Test
    void shouldRefuseASettingsFileThatDoesNotExist() {
        Path absent = folder.resolve("absent.properties");
        assertThat(run("greet", "you", "--config", absent.toString())).isEqualTo(Fault.NOT_FOUND.exitCode());
        assertThat(err()).isEqualTo("onecopy: cannot read the settings file " + absent + ": no such file " + absent
                + "\n");
    }

    @Test
    void shouldListWhatASettingsFileMayName() {
        Map<String, Set<String>> settings = new CommandFrame(environment, out, err)
                .command("greet", Greet::new).settings();
        assertThat(settings).containsOnlyKeys("greet");
        assertThat(settings.get("greet")).containsExactly("how-often", "loud");
    }
}
