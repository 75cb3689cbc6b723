package onecopy.service.bench.place;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onecopy.data.command.Settings;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Another process of this installation: its standard input and output are ours to talk with, its messages go to a file.
 * Closing asks it to end and, where it does not, ends it. Used by one thread, closed by any.
 */
public final class Child implements AutoCloseable {
    private static final long PATIENCE_S = 20;

    private final String name;
    private final Process process;
    private final Path messages;
    private final BufferedReader output;
    private final BufferedWriter input;

    private Child(String name, Process process, Path messages) {
        this.name = name;
        this.process = process;
        this.messages = messages;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    /** {@return a process that was just started; see {@link Workplace#start}} */
    static Child start(Path folder, Path settings, String name, List<String> command) {
        try {
            Path messages = Files.createTempFile(folder, "child-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(messages.toFile());
            Settings.confine(builder.environment(), settings);
            return new Child(name, builder.start(), messages);
        } catch (IOException e) {
            throw OnecopyException.ofIo("start " + name, e);
        }
    }

    /** {@return its process number} */
    public long pid() {
        return process.pid();
    }

    /** Sends a line to its standard input. */
    public void say(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * {@return the next line of its standard output}
     *
     * @throws OnecopyException with what it said last, where it has ended
     */
    public String hear() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw failed(null);
            }
            return line;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Reads its output until a line begins like this. {@return that line} */
    public String hearUntil(String beginning) {
        String line = hear();
        while (!line.startsWith(beginning)) {
            line = hear();
        }
        return line;
    }

    /**
     * Waits for its end.
     *
     * @return everything it wrote to its standard output
     * @throws OnecopyException with what it said last, where its exit code is not 0
     */
    public String requireSuccess() throws InterruptedException {
        try {
            String written = output.readAllAsString();
            if (process.waitFor() != 0) {
                throw failed(null);
            }
            return written;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private OnecopyException failed(IOException cause) {
        String said = "";
        try {
            List<String> lines = Files.readAllLines(messages);
            said = lines.isEmpty() ? "" : ": " + lines.getLast().replaceFirst("^onecopy: ", "");
        } catch (IOException e) {
            if (cause != null) {
                cause.addSuppressed(e);
            }
        }
        return new OnecopyException(Fault.UNAVAILABLE, name + " ended before its work was done" + said, cause);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
