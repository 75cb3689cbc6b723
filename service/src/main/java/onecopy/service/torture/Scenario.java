package onecopy.service.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import onecopy.service.torture.fault.FaultKind;
import onecopy.service.torture.fault.Means;
import onecopy.service.torture.truth.Seeds;

/**
 * What a seed means.
 *
 * @param seed of the run
 * @param dataset number in the catalogue
 * @param workers of the fleet
 * @param brief whether its processes save what pays in a long life only; others are started as users start them
 * @param clients that ask at the same time
 * @param tasks the faults to inject
 * @param stopBySignal whether the fleet is stopped by SIGTERM in the end, or by request
 */
record Scenario(long seed, int dataset, int workers, boolean brief, int clients, List<Task> tasks,
        boolean stopBySignal) {
    private static final int[] WORKERS = {1, 1, 1, 1, 2, 2, 3};
    /** One run in so many has fleets as users start them; each costs three times as much. */
    private static final int WHOLE = 10;
    static final int MAX_FAULTS = 3;
    private static final int MAX_CLIENTS = 3;

    /**
     * A fault to inject.
     *
     * @param number of its actor: what that draws depends on nothing else but the seed, whichever other faults are left out
     * @param kind what to do
     */
    record Task(int number, FaultKind kind) {}

    static Scenario of(long seed, Means means) {
        SplittableRandom random = Seeds.ofActor(seed, "scenario");
        int dataset = random.nextInt(Catalogue.SIZE);
        int workers = WORKERS[random.nextInt(WORKERS.length)];
        boolean brief = Seeds.ofActor(seed, "brief").nextInt(WHOLE) > 0;
        int clients = 1 + random.nextInt(MAX_CLIENTS);
        List<Task> tasks = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_FAULTS);
        for (int i = 0; i < count; i++) {
            tasks.add(new Task(i, FaultKind.draw(Seeds.ofActor(seed, "fault " + i), means)));
        }
        boolean stopBySignal = random.nextBoolean();
        return new Scenario(seed, dataset, workers, brief, clients, judgeable(tasks), stopBySignal);
    }

    /** Where damage must be found, no other fault may make the damaged dataset another one. */
    private static List<Task> judgeable(List<Task> tasks) {
        Optional<Task> verified = tasks.stream().filter(task -> task.kind().isVerified()).findFirst();
        return verified.isEmpty()
                ? List.copyOf(tasks)
                : tasks.stream().filter(task -> task.equals(verified.get()) || !task.kind().changesDataset()).toList();
    }

    /** {@return the kinds of faults to inject} */
    List<FaultKind> faults() {
        return tasks.stream().map(Task::kind).toList();
    }
}
