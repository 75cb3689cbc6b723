package onecopy.data.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Another JVM with the class path and the flags of this one, for tests that need a second process. */
public final class JavaProcess implements AutoCloseable {
    private static final Set<String> FLAGS = Set.of("--add-", "--sun-", "--enable-", "-XX:+UseSerialGC");

    private final Process process;
    private final BufferedReader output;

    private JavaProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the main method of a class; its standard error is discarded. */
    public static JavaProcess start(Class<?> main, String... args) throws IOException {
        List<String> command = command(List.of(), main, args);
        return new JavaProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** {@return the command line that runs a class with additional flags} */
    public static List<String> command(List<String> flags, Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> FLAGS.stream().anyMatch(argument::startsWith)).forEach(command::add);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(File.pathSeparatorChar, ':');
    }

    /** {@return the next line of output; null at its end} */
    public String readLine() throws IOException {
        return output.readLine();
    }

    /** Kills it and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
