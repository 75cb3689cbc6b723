package onecopy.data.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Runs one command of a command line: {@code new CommandFrame().command("list", ListCommand::new).run(args)}.
 *
 * <p>A command is a picocli-annotated {@link Callable} that prints its answer through {@code
 * spec.commandLine().getOut()} and returns its exit code. Only the command that was named is built, because the
 * reflection over the others costs a short command more than its work. The frame gives every command {@code --help} and
 * {@code --config FILE}, fills options from variables and property files ({@link Settings}), and turns whatever
 * goes wrong into one sentence on standard error and the exit code of its {@link Fault}. Stack traces go to the debug
 * log only ({@code ONECOPY_LOG=debug}).
 */
public final class CommandFrame {
    /** Exit code of a reader that went away, as the shell reports it for other tools: 128 + SIGPIPE. */
    static final int BROKEN_PIPE_EXIT_CODE = 141;

    private final Map<String, Supplier<? extends Callable<Integer>>> commands = new LinkedHashMap<>();
    private final Map<String, String> environment;
    private final CheckedOutput output;
    private final PrintWriter out;
    private final PrintWriter err;

    /** A frame on this process's environment and standard streams. */
    public CommandFrame() {
        this(System.getenv(), new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    /**
     * A frame on other streams.
     *
     * @param environment where settings are looked for
     * @param out receives the answers
     * @param err receives the errors
     */
    public CommandFrame(Map<String, String> environment, OutputStream out, OutputStream err) {
        this.environment = Map.copyOf(environment);
        this.output = new CheckedOutput(out);
        this.out = new PrintWriter(output, false, StandardCharsets.UTF_8);
        this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** Adds a command. {@return this frame} */
    public CommandFrame command(String name, Supplier<? extends Callable<Integer>> command) {
        commands.put(name, command);
        return this;
    }

    /**
     * Runs the command that the first argument names.
     *
     * @return the exit code: the command's own, or that of its fault
     */
    public int run(String... args) {
        int exitCode;
        try {
            exitCode = commandLine(args).execute(args);
        } catch (OnecopyException e) {
            exitCode = report(e);
        } catch (Throwable e) {
            exitCode = report(defect(e));
        }
        return exitCode == 0 ? finishOutput() : flushed(exitCode);
    }

    private CommandLine commandLine(String[] args) {
        String name = args.length == 0 ? "" : args[0];
        Supplier<? extends Callable<Integer>> command = commands.get(name);
        if (command == null) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "unknown command '" + Excerpt.of(name) + "'; it is one of " + String.join(", ", commands.keySet()));
        }
        SettingsDefaults defaults = new SettingsDefaults(Settings.read(List.of(args), environment));
        CommandLine root = new CommandLine(CommandSpec.create().name("onecopy"));
        root.addSubcommand(name, prepared(command.get()));
        root.setDefaultValueProvider(defaults);
        root.setOut(out).setErr(err);
        root.setUsageHelpWidth(100).setCaseInsensitiveEnumValuesAllowed(true).setAbbreviatedOptionsAllowed(false);
        root.setParameterExceptionHandler((e, _) -> report(usageError(e, defaults)));
        root.setExecutionExceptionHandler((e, _, _) -> report(asOnecopyException(e)));
        return root;
    }

    /** {@return the long options of every command without their dashes, by command: what a settings file may name} */
    public Map<String, Set<String>> settings() {
        Map<String, Set<String>> settings = new LinkedHashMap<>();
        commands.forEach((name, command) -> settings.put(name, SettingsDefaults.namesOf(prepared(command.get()))));
        return settings;
    }

    private static CommandLine prepared(Callable<Integer> command) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        spec.usageMessage().abbreviateSynopsis(true);
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true)
                    .description("Show this help and exit.").build());
        }
        spec.addOption(OptionSpec.builder(Settings.CONFIG_OPTION).paramLabel("FILE").type(String.class)
                .description("Read settings from this file instead of config/onecopy.properties.").build());
        return line;
    }

    private static OnecopyException usageError(ParameterException e, SettingsDefaults defaults) {
        if (e.getCause() instanceof OnecopyException cause) {
            return cause;
        }
        return new OnecopyException(Fault.INVALID_ARGUMENT, UsageSentence.of(e, defaults), e);
    }

    private static OnecopyException asOnecopyException(Throwable e) {
        return switch (e) {
            case OnecopyException known -> known;
            case UncheckedIOException io -> OnecopyException.ofIo("go on", io.getCause());
            case IOException io -> OnecopyException.ofIo("go on", io);
            default -> defect(e);
        };
    }

    private static OnecopyException defect(Throwable e) {
        return new OnecopyException(Fault.INTERNAL,
                "internal error, a defect of onecopy (" + e + "); run again with ONECOPY_LOG=debug for the details", e);
    }

    private int report(OnecopyException e) {
        // Fetched here, not in a field: setting up the logging would take a fifth of a short command's time.
        LoggerFactory.getLogger(CommandFrame.class).debug("{}", e.fault(), e);
        out.flush();
        err.println("onecopy: " + e.getMessage());
        err.flush();
        return e.fault().exitCode();
    }

    private int flushed(int exitCode) {
        out.flush();
        return exitCode;
    }

    private int finishOutput() {
        out.flush();
        IOException failure = output.failure();
        if (failure == null) {
            return 0;
        }
        if (CheckedOutput.isBrokenPipe(failure)) {
            return BROKEN_PIPE_EXIT_CODE;
        }
        return report(OnecopyException.ofIo("write to standard output", failure));
    }
}
