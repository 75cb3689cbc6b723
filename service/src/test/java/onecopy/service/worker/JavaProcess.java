package onecopy.service.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecopy.service.control.Eventually;

/** A JVM of its own, started with a worker's argument files and what a worker needs to run. Killed on close. */
final class JavaProcess implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("onecopy.home", "..")).toAbsolutePath().normalize();

    private static final Pattern NEEDED = Pattern.compile("^(?!.*\\.jar$)|^(onecopy|agrona|chronicle|posix|slf4j)");

    private final Process process;
    private final Path errors;

    private JavaProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static JavaProcess start(Path folder, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "@" + HOME.resolve("config/jvm/worker.args"), "@" + HOME.resolve("config/jvm/vector.args"),
                "-cp", workerClassPath(), main.getName()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(folder, "stderr", ".txt");
            return new JavaProcess(new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal by name: KILL, STOP, CONT, TERM, INT. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start();
            Eventually.until("kill ended", () -> !kill.isAlive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void closeStandardInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int exitCode() {
        Eventually.until("the process ends; it said " + errors(), () -> !process.isAlive());
        return process.exitValue();
    }

    /** Without what only tests and other commands need: opening each jar costs time and memory. */
    private static String workerClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> NEEDED.matcher(Path.of(entry).getFileName().toString()).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            boolean _ = process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
