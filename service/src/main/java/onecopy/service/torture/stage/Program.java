package onecopy.service.torture.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.command.Settings;
import onecopy.data.fault.OnecopyException;
import onecopy.service.proc.ProcessEnd;

/** A process of a run. What it says goes to two files of the stage. Thread-safe. */
public final class Program {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Process process;
    private final Path output;
    private final Path errors;
    private final long startedNs = System.nanoTime();

    private Program(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * {@return a process that was just started}
     *
     * @param brief whether it, and what it starts, is to save what pays in a long life only
     */
    static Program start(List<String> command, Path folder, String name, boolean brief) {
        Path output = folder.resolve(name + ".out");
        Path errors = folder.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(output.toFile()).redirectError(errors.toFile());
        Settings.confine(builder.environment(), folder.resolve(Stage.SETTINGS));
        builder.environment().put("ONECOPY_BRIEF", Boolean.toString(brief));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Program(process, output, errors);
        } catch (IOException e) {
            throw OnecopyException.ofIo("start " + name, e);
        }
    }

    /** {@return its process number} */
    public long pid() {
        return process.pid();
    }

    /** {@return the processes it started, in the order of their numbers} */
    public List<Long> children() {
        return process.children().map(ProcessHandle::pid).filter(ProcessEnd::isRunning).sorted().toList();
    }

    /** {@return whether it runs} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@return its exit code; it has ended} */
    public int exitCode() {
        return process.exitValue();
    }

    /** {@return when it was started, by {@link System#nanoTime}} */
    public long startedNs() {
        return startedNs;
    }

    /** {@return whether it has ended within this time} */
    public boolean awaitEnd(long timeoutNs) throws InterruptedException {
        return process.waitFor(timeoutNs, TimeUnit.NANOSECONDS);
    }

    /** {@return whether it has said a word within this time, and lives} */
    public boolean awaitWord(String word, long timeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        while (process.isAlive() && System.nanoTime() < deadlineNs) {
            if (output().contains(word)) {
                return true;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return process.isAlive() && output().contains(word);
    }

    /** {@return what it printed so far} */
    public String output() {
        return text(output);
    }

    /** {@return the errors and messages it printed so far} */
    public String errors() {
        return text(errors);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    /** Ends it and what it started, at once, halted or not. */
    void destroy() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
