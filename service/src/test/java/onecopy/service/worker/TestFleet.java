package onecopy.service.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.LongStream;
import onecopy.data.ElementType;
import onecopy.data.function.ElementFunction;
import onecopy.data.mapped.FileStamp;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FleetLocks;
import onecopy.service.control.FunctionRef;
import onecopy.service.control.JobHandle;
import onecopy.service.control.JobSource;
import onecopy.service.control.JobSpec;
import onecopy.service.run.RunDirectory;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/** The smallest coordinator there can be, and the workers and datasets a test gives it. */
final class TestFleet implements AutoCloseable {
    static final int DATA_OFFSET = 4096;
    static final long WAIT_NS = Duration.ofSeconds(60).toNanos();

    final RunDirectory run;
    final Path folder;
    private final Path plugin;
    private final List<JavaProcess> processes = new ArrayList<>();
    private FleetLocks locks;
    private CoordinatorControl control;

    TestFleet(Path folder) {
        this.folder = folder;
        this.run = RunDirectory.at(folder.resolve("run"));
        this.plugin = makePlugin(folder.resolve("behave.jar"));
    }

    TestFleet start() {
        locks = FleetLocks.open(run);
        control = CoordinatorControl.create(run, locks, _ -> {});
        return this;
    }

    CoordinatorControl control() {
        return control;
    }

    JavaProcess worker(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--run", run.path().toString(), "--plugins",
                plugin.toString()));
        arguments.addAll(List.of(more));
        return process(WorkerMain.class, arguments.toArray(String[]::new));
    }

    JavaProcess process(Class<?> main, String... arguments) {
        JavaProcess process = JavaProcess.start(folder, main, arguments);
        processes.add(process);
        return process;
    }

    void awaitWorkers(int count) throws InterruptedException {
        if (!control.awaitWorkers(count, Duration.ofNanos(WAIT_NS))) {
            throw new AssertionError(control.workerCount() + " of " + count + " workers attached; they said "
                    + processes.stream().map(JavaProcess::errors).toList());
        }
    }

    Path dataset(String name, LongStream values) {
        long[] all = values.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(DATA_OFFSET + all.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(DATA_OFFSET);
        for (long value : all) {
            bytes.putInt((int) value);
        }
        try {
            return Files.write(folder.resolve(name), bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a job over a dataset in equal chunks: counts and sums per interval, and those of a function} */
    static Job job(Path values, int chunks, long[] cuts, ElementFunction... functions) {
        long elements = (values.toFile().length() - DATA_OFFSET) / Integer.BYTES;
        ScanSpec scan = new ScanSpec(ElementType.INT32, cuts, true, true, List.of(functions));
        long[] bounds = LongStream.range(0, 2L * chunks).map(i -> elements * ((i + 1) / 2) / chunks).toArray();
        List<FunctionRef> references = new ArrayList<>();
        for (ElementFunction function : functions) {
            references.add(new FunctionRef(function.name(), function.version()));
        }
        return new Job(scan,
                new JobSpec(values.getFileName().toString(), 1, JobSource.VALUES, values, DATA_OFFSET,
                        FileStamp.require(values).contentFingerprint(),
                        ElementType.INT32,
                        elements, cuts, true, true, references, scan.functionIntervals(), scan.partialWords(), bounds));
    }

    /**
     * A job and the pass it stands for.
     *
     * @param scan the pass
     * @param spec the job
     */
    record Job(ScanSpec scan, JobSpec spec) {}

    JobHandle submit(Job job) throws InterruptedException {
        return control.submit(job.spec(), 0, WAIT_NS);
    }

    /** Waits until the job is over and {@return what it came to; throws its failure} */
    static Partial finish(Job job, JobHandle handle) throws InterruptedException {
        Partial merged = new Partial(job.scan());
        Partial scratch = new Partial(job.scan());
        long startedNs = System.nanoTime();
        while (!handle.done()) {
            if (System.nanoTime() - startedNs > WAIT_NS) {
                throw new AssertionError("the job did not end in time: " + handle.doneElements() + " elements");
            }
            boolean _ = handle.awaitProgress(WAIT_NS);
            int _ = handle.drain(scratch.words(), () -> merged.merge(scratch));
        }
        if (!handle.complete()) {
            throw handle.failure();
        }
        return merged;
    }

    Partial answer(Job job) throws InterruptedException {
        try (JobHandle handle = submit(job)) {
            return finish(job, handle);
        }
    }

    /** Kills the processes, then ends the coordinator. */
    @Override
    public void close() {
        processes.forEach(JavaProcess::close);
        if (control != null) {
            control.close();
            locks.close();
        }
    }

    private static Path makePlugin(Path jar) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + ElementFunction.class.getName()));
            out.write(BehavingFunction.class.getName().getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
