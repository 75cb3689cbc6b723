package onecopy.service.torture.fault;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import onecopy.data.fault.Fault;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.torture.client.Disturbances.Disturbance;
import onecopy.service.torture.plugin.HangingFunction;
import onecopy.service.torture.plugin.ThrowingFunction;

/** Batches with functions that misbehave. Only these batches may fail. */
final class FunctionFaults {
    private static final int MIN_TIMEOUT_MS = 200;
    private static final int MAX_TIMEOUT_MS = 1_000;
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private final Scene scene;
    private final SplittableRandom random;

    FunctionFaults(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    void strike(FaultKind kind) {
        switch (kind) {
            case FUNCTION_THROWS ->
                scene.judge().askInVain(batch(ThrowingFunction.NAME, RECOVERY), Fault.FUNCTION_FAILED);
            case FUNCTION_HANGS -> hang();
            default -> throw new IllegalArgumentException(kind.label());
        }
    }

    /**
     * A worker that hangs is replaced some seconds after the deadline, and so long nobody may be there, or have time. Then its
     * function is in quarantine.
     */
    private void hang() {
        Disturbance disturbance = scene.disturbances().begin(Set.copyOf(EnumSet.of(Fault.TIMEOUT, Fault.UNAVAILABLE)));
        Disturbance quarantine = scene.disturbances().begin(scene.victim(), Set.of(Fault.FUNCTION_FAILED));
        Duration timeout = Duration.ofMillis(random.nextInt(MIN_TIMEOUT_MS, MAX_TIMEOUT_MS));
        scene.judge().askInVain(batch(HangingFunction.NAME, timeout), Fault.TIMEOUT);
        boolean _ = scene.judge().ask(new Batch(scene.bystander(), List.of(new RangeQuery(Range.ALL,
                List.of(Aggregate.COUNT))), PlanKind.SCAN, RECOVERY));
        quarantine.end();
        disturbance.end();
    }

    private Batch batch(String function, Duration timeout) {
        return new Batch(scene.victim(), List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf(function)))),
                PlanKind.AUTO, timeout);
    }
}
