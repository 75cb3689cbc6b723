package onecopy.service.torture.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.client.Disturbances.Disturbance;
import onecopy.service.torture.stage.Program;
import onecopy.service.torture.stage.Signal;
import onecopy.service.torture.truth.Numbers;

/** A new version of the victim is loaded while batches run, and the loader may meet its end on the way. */
public final class LoaderFaults {
    private static final long END_S = 30;
    /** Of the versions that one actor makes up; each has another number of elements. */
    private static final int MAX_LOADS = 4;
    private static final long LOOK_NS = 500_000;
    private static final int MAX_AFTER_NS = 40_000_000;
    private static final int MAX_HALT_NS = 300_000_000;
    /** Beginnings of names that appear in the dataset's folder or a version's, step by step of a publication. */
    private static final List<String> STEPS = List.of("", ".new-", "values.npy", "manifest.json", "pin", "current-",
            ".index-new-", "index.json");
    private static final Set<Integer> FULL_DISK_EXITS = Set.of(Fault.NO_SPACE.exitCode(), Fault.IO.exitCode());

    private final Scene scene;
    private final SplittableRandom random;
    private final int number;
    private int loads;

    /**
     * Loads into the victim of a scene.
     *
     * @param number of this actor, from 0: no other one of the run that loads has the same
     */
    public LoaderFaults(Scene scene, SplittableRandom random, int number) {
        this.scene = scene;
        this.random = random;
        this.number = number;
    }

    void strike(FaultKind kind) throws InterruptedException {
        // A version is published before its index is built, and for so long has none.
        Disturbance disturbance = scene.disturbances().begin(scene.victim(), EnumSet.of(Fault.INVALID_ARGUMENT));
        switch (kind) {
            case PUBLISH -> loadAgain();
            case HALT_LOADER -> haltLoader();
            case KILL_LOADER -> endLoader(Signal.KILL);
            case TERM_LOADER -> endLoader(Signal.TERM);
            case FULL_DISK -> fillDisk();
            default -> throw new IllegalArgumentException(kind.label());
        }
        disturbance.end();
    }

    /** Loads once more, to the end. */
    public void loadAgain() throws InterruptedException {
        requireSuccess(load(List.of()));
    }

    private void haltLoader() throws InterruptedException {
        Program loader = load(List.of());
        awaitStep(loader);
        boolean _ = Signal.STOP.send(loader.pid());
        LockSupport.parkNanos(random.nextInt(MAX_HALT_NS));
        boolean _ = Signal.CONT.send(loader.pid());
        requireSuccess(loader);
    }

    private void endLoader(Signal signal) throws InterruptedException {
        Program loader = load(List.of());
        awaitStep(loader);
        boolean _ = signal.send(loader.pid());
        requireEnd(loader);
        loadAgain();
    }

    private void fillDisk() throws InterruptedException {
        long limitBytes = 4096 + random.nextLong(Math.max(1, scene.numbers().raw().length));
        Program loader = load(List.of("prlimit", "--fsize=" + limitBytes));
        requireEnd(loader);
        if (loader.exitCode() != 0 && !FULL_DISK_EXITS.contains(loader.exitCode())) {
            scene.tally().complain("a loader without room ended with exit code " + loader.exitCode() + ": "
                    + loader.errors());
        }
        loadAgain();
    }

    private Program load(List<String> prefix) {
        Numbers next = draw();
        Path raw = scene.stage().folder().resolve("numbers-" + next.count() + ".raw");
        try {
            Files.write(raw, next.raw());
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + raw, e);
        }
        List<String> arguments = new ArrayList<>(List.of("load", scene.victim(), "--raw", raw.toString(), "--type",
                next.shape().type().label()));
        if (!next.shape().indexed()) {
            arguments.add("--no-index");
        }
        return scene.stage().startLoader(arguments, prefix);
    }

    /** Another number of elements each time, whoever loads first: that tells which version was answered about. */
    private Numbers draw() {
        loads++;
        int count = scene.numbers().count() + number * MAX_LOADS + loads;
        Numbers next = Numbers.draw(scene.numbers().shape().withElements(count), random.split());
        scene.truths().add(scene.victim(), next);
        scene.loaded().set(true);
        return next;
    }

    private void requireSuccess(Program loader) throws InterruptedException {
        requireEnd(loader);
        if (loader.exitCode() != 0) {
            scene.tally().complain("a load ended with exit code " + loader.exitCode() + ": " + loader.errors());
        }
    }

    private static void requireEnd(Program loader) throws InterruptedException {
        if (!loader.awaitEnd(TimeUnit.SECONDS.toNanos(END_S))) {
            throw new OnecopyException(Fault.TIMEOUT, "a loader has not ended after " + END_S + " s");
        }
    }

    /** Waits for a step of publishing and a moment longer; the steps of the version before do not count. */
    private void awaitStep(Program loader) {
        String step = STEPS.get(random.nextInt(STEPS.size()));
        Set<Path> before = Set.copyOf(entries());
        while (loader.isAlive() && entries().stream().noneMatch(path -> !before.contains(path)
                && path.getFileName().toString().startsWith(step))) {
            LockSupport.parkNanos(LOOK_NS);
        }
        LockSupport.parkNanos(random.nextInt(MAX_AFTER_NS));
    }

    private List<Path> entries() {
        try (Stream<Path> found = Files.walk(scene.stage().store().layout().datasetFolder(scene.victim()), 2)) {
            return found.toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of();
        }
    }
}
