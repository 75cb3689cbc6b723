package onecopy.service.torture.fault;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.OnecopyException;

/** The actor behind one fault of a run: waits for its moment, strikes, and puts right what can be put right. */
public final class Injector implements Runnable {
    private static final int MAX_DELAY_NS = 250_000_000;

    private final FaultKind kind;
    private final Scene scene;
    private final SplittableRandom random;
    private final int number;

    /**
     * An actor with a random source of its own.
     *
     * @param number of the actor in its run, from 0
     */
    public Injector(FaultKind kind, Scene scene, SplittableRandom random, int number) {
        this.kind = kind;
        this.scene = scene;
        this.random = random;
        this.number = number;
    }

    @Override
    public void run() {
        try {
            LockSupport.parkNanos(random.nextInt(MAX_DELAY_NS));
            strike();
        } catch (OnecopyException e) {
            scene.tally().hang(kind.label() + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            scene.tally().complain(kind.label() + " could not be done: " + e);
        }
    }

    private void strike() throws InterruptedException {
        switch (kind) {
            case KILL_WORKER, TERM_WORKER, HALT_WORKER, HALT_WORKER_LONG, KILL_COORDINATOR, TERM_COORDINATOR,
                    HALT_COORDINATOR, HALT_COORDINATOR_LONG ->
                new ProcessFaults(scene, random).strike(kind);
            case PUBLISH, KILL_LOADER, TERM_LOADER, HALT_LOADER, HALT_LOADER_LONG, FULL_DISK ->
                new LoaderFaults(scene, random, number).strike(kind);
            case TRUNCATE_HALF, TRUNCATE_PAGE, TRUNCATE_TAIL, REPLACE_BY_COPY, REPLACE_BY_OTHER, DAMAGE_VALUES,
                    DAMAGE_INDEX, DAMAGE_ZONES, DAMAGE_MANIFEST, NO_PERMISSION ->
                new DatasetFaults(scene, random).strike(kind);
            case DAMAGE_CONTROL, DAMAGE_SLOT -> new ControlFaults(scene, random).strike(kind);
            case RUDE_CLIENT, FLOOD -> new ClientFaults(scene, random).strike(kind);
            case FUNCTION_THROWS, FUNCTION_HANGS -> new FunctionFaults(scene, random).strike(kind);
        }
    }
}
