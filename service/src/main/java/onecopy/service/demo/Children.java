package onecopy.service.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onecopy.data.command.Installation;
import onecopy.data.command.Settings;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The processes a demo starts: the same programs the launcher starts, with the demo's settings instead of the user's.
 * What they say goes to files; it is shown when one fails. Thread-safe.
 */
final class Children implements AutoCloseable {
    private static final long LEAVE_TIMEOUT_S = 10;

    private final Workspace workspace;
    private final List<Process> started = new ArrayList<>();
    private boolean closed;

    Children(Workspace workspace) {
        this.workspace = workspace;
    }

    /** {@return what a short command prints, once it ended well} */
    String run(String role, String mainClass, List<String> arguments, String standardInput)
            throws InterruptedException {
        Path output = fileFor(arguments.getFirst());
        Process process = start(role, mainClass, arguments, output);
        try {
            process.getOutputStream().write(standardInput.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
        } catch (IOException _) {
            // it ended before it read its input; its exit code says why
        }
        if (process.waitFor() != 0) {
            throw failed(arguments.getFirst(), output);
        }
        return text(output);
    }

    /** {@return a process that stays} */
    Process start(String role, String mainClass, List<String> arguments) {
        return start(role, mainClass, arguments, fileFor(arguments.getFirst()));
    }

    private synchronized Process start(String role, String mainClass, List<String> arguments, Path output) {
        if (closed) {
            throw new OnecopyException(Fault.CANCELLED, "the demo was interrupted");
        }
        ProcessBuilder builder = new ProcessBuilder(Installation.require().javaCommand(role, mainClass, arguments));
        Settings.confine(builder.environment(), workspace.settings());
        try {
            Process process = builder.redirectOutput(output.toFile()).redirectError(errorsOf(output).toFile()).start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw OnecopyException.ofIo("start " + arguments.getFirst(), e);
        }
    }

    private synchronized Path fileFor(String name) {
        return workspace.folder().resolve(started.size() + "-" + name + ".out");
    }

    private static Path errorsOf(Path output) {
        return Path.of(output + ".err");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    private static OnecopyException failed(String name, Path output) {
        String said = text(errorsOf(output)).strip().replaceAll("(?m)^WARNING: .*\\R?", "").replace("onecopy: ", "");
        return new OnecopyException(Fault.INTERNAL, "onecopy " + name + " failed: "
                + (said.isEmpty() ? "it said nothing" : said.replaceAll("\\s*\\R\\s*", "; ")));
    }

    /** Fails with what a process said where it is no longer there. */
    void requireAlive(Process process, String name) {
        if (!process.isAlive()) {
            int number;
            synchronized (this) {
                number = started.indexOf(process);
            }
            throw failed(name, workspace.folder().resolve(number + "-" + name + ".out"));
        }
    }

    /** Asks every process to leave, then makes it. */
    @Override
    public void close() {
        List<Process> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(started).reversed();
        }
        all.forEach(Process::destroy);
        for (Process process : all) {
            try {
                if (!process.waitFor(LEAVE_TIMEOUT_S, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
            }
        }
    }
}
