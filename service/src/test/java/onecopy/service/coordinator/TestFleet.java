package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import onecopy.data.ElementType;
import onecopy.data.command.Installation;
import onecopy.data.store.Store;
import onecopy.loader.LoadOptions;
import onecopy.loader.Loader;
import onecopy.loader.source.RawSource;
import onecopy.service.client.OnecopyClient;
import onecopy.service.control.FleetReader;
import onecopy.service.control.FleetSnapshot;
import onecopy.service.run.RunDirectory;

/** Real processes around one store and one run directory in a folder of a test; none survives {@link #close}. */
public final class TestFleet implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final String SERVICE_MAIN = "onecopy.service.cli.ServiceMain";

    private final Path folder;
    private final Store store;
    private final RunDirectory run;
    private final List<Process> processes = new ArrayList<>();
    private boolean brief = true;

    /**
     * A command that has ended.
     *
     * @param exitCode its exit code
     * @param out what it printed to standard output
     * @param err what it printed to standard error
     */
    public record Outcome(int exitCode, String out, String err) {}

    /** A fleet without processes whose files are in a folder. */
    public TestFleet(Path folder) {
        this.folder = folder;
        this.store = Store.at(folder.resolve("store"));
        this.run = RunDirectory.at(folder.resolve("run"));
    }

    /** Has the processes that are started from now on start as users start them, and not as in a life of seconds. */
    public void startWhole() {
        brief = false;
    }

    /** {@return the run directory} */
    public RunDirectory run() {
        return run;
    }

    /** {@return the datasets} */
    public Store store() {
        return store;
    }

    /** Publishes a dataset of 64-bit values. */
    public void load(String name, long... values) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values);
            Path raw = Files.write(folder.resolve(name + ".raw"), bytes.array());
            Loader.load(store, name, new RawSource(raw, ElementType.INT64, ByteOrder.LITTLE_ENDIAN),
                    LoadOptions.DEFAULT.withType(ElementType.INT64));
            Files.delete(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a service or coordinator that has said it is ready} */
    public Process startService(String command, String... arguments) {
        Path out = folder.resolve(command + processes.size() + ".out");
        Process process = start(command, out, arguments);
        await("'" + command + "' is ready", () -> !process.isAlive() || text(out).contains("ready"));
        assertThat(process.isAlive()).as(() -> "'" + command + "' runs: " + text(out) + err(process)).isTrue();
        return process;
    }

    /** {@return a worker started by hand} */
    public Process startWorker() {
        return start("worker", folder.resolve("worker" + processes.size() + ".out"));
    }

    /** {@return a command, run to its end} */
    public Outcome run(String command, String... arguments) {
        Path out = folder.resolve(command + processes.size() + ".out");
        Process process = start(command, out, arguments);
        await("'" + command + "' ends", () -> !process.isAlive());
        return new Outcome(process.exitValue(), text(out), err(process));
    }

    private Process start(String command, Path out, String... arguments) {
        String role = switch (command) {
            case "serve", "coordinator" -> "coordinator";
            case "worker" -> "worker";
            default -> "client";
        };
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(
                Installation.require().javaCommand(role, SERVICE_MAIN, all, brief));
        builder.environment().put("ONECOPY_BRIEF", Boolean.toString(brief));
        builder.environment().put("ONECOPY_STORE", store.root().toString());
        builder.environment().put("ONECOPY_RUN", run.path().toString());
        builder.directory(folder.toFile()).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(folder.resolve("err" + processes.size()).toFile()).start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what a process printed to standard error so far} */
    public String err(Process process) {
        return text(folder.resolve("err" + processes.indexOf(process)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a client of the coordinator that runs} */
    public OnecopyClient client() {
        return OnecopyClient.connect(run);
    }

    /** {@return the fleet as an operator sees it} */
    public FleetSnapshot look() {
        try (FleetReader reader = FleetReader.open(run)) {
            return reader.snapshot();
        }
    }

    /** Sends a signal by name: KILL, STOP, CONT. */
    public static void signal(long pid, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
            await("the signal is sent", () -> !kill.isAlive());
            assertThat(kill.exitValue()).as("kill -%s %s", name, pid).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on once something holds; fails where it does not within a minute. */
    public static void await(String what, BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadlineNs);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Kills every process of the fleet, supervised workers included. */
    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            await("a killed process ends",
                    () -> !process.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }
}
