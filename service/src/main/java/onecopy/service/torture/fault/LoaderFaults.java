package onecopy.service.torture.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.stage.Program;
import onecopy.service.torture.stage.Signal;
import onecopy.service.torture.truth.Numbers;

/**
 * A new version of the victim is loaded while batches run, and the loader may meet its end on the way. No batch may notice: a
 * version is published with its index, or not at all.
 */
public final class LoaderFaults {
    private static final long END_S = 30;
    /** Of the versions that one actor makes up; each has another number of elements. */
    private static final int MAX_LOADS = 4;
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
        switch (kind) {
            case PUBLISH -> loadAgain();
            case HALT_LOADER -> haltLoader(random.nextLong(ProcessFaults.SHORT_NS));
            case HALT_LOADER_LONG -> haltLoader(ProcessFaults.LONG_NS + random.nextLong(ProcessFaults.SHORT_NS));
            case KILL_LOADER -> endLoader(Signal.KILL);
            case TERM_LOADER -> endLoader(Signal.TERM);
            case FULL_DISK -> fillDisk();
            default -> throw new IllegalArgumentException(kind.label());
        }
    }

    /** Loads once more, to the end. */
    public void loadAgain() throws InterruptedException {
        requireSuccess(load(List.of()));
    }

    private void haltLoader(long ns) throws InterruptedException {
        Program loader = loadUntilSent(Signal.STOP);
        LockSupport.parkNanos(ns);
        boolean _ = Signal.CONT.send(loader.pid());
        requireSuccess(loader);
    }

    private void endLoader(Signal signal) throws InterruptedException {
        requireEnd(loadUntilSent(signal));
        loadAgain();
    }

    /** {@return a loader that got a signal at a step of its work; none where it had done all} */
    private Program loadUntilSent(Signal signal) throws InterruptedException {
        Moment moment = Moment.draw(random, LoadStep.of(scene.numbers().shape().indexed()));
        try (StoreWatch watch = StoreWatch.of(scene.stage().store().layout(), scene.victim())) {
            Program loader = load(List.of());
            if (moment.step().isPresent()) {
                watch.await(moment.step().get(), loader::isAlive);
            }
            LockSupport.parkNanos(moment.delayNs());
            boolean _ = loader.isAlive() && signal.send(loader.pid());
            return loader;
        }
    }

    /**
     * When a signal is sent.
     *
     * @param step after which; where empty, after the start
     * @param delayNs after it
     */
    private record Moment(Optional<LoadStep> step, long delayNs) {
        /** A load takes longer, but not by much. */
        private static final int MAX_AFTER_START_NS = 1_000_000_000;
        /** Most steps take less. */
        private static final int MAX_AFTER_NS = 40_000_000;

        /** Half of the signals that wait for a step come at once: what follows may take microseconds. */
        static Moment draw(SplittableRandom random, List<LoadStep> steps) {
            int step = random.nextInt(steps.size() + 1);
            int afterStartNs = random.nextInt(MAX_AFTER_START_NS);
            int afterNs = random.nextBoolean() ? 0 : random.nextInt(MAX_AFTER_NS);
            return step == steps.size()
                    ? new Moment(Optional.empty(), afterStartNs)
                    : new Moment(Optional.of(steps.get(step)), afterNs);
        }
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
}
