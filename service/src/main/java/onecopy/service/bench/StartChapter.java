package onecopy.service.bench;

import java.util.List;
import java.util.Map;
import onecopy.data.command.Installation;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.place.Child;
import onecopy.service.bench.place.Commands;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.place.Workplace;
import onecopy.service.query.Range;

/** How long a person waits: until a service is ready, and for a question asked at the shell. */
final class StartChapter implements Chapter {
    private static final String SERVE = "serve";
    private static final String QUERY = "query";

    private final Workplace place;
    private final ServedData million;
    private final BenchSettings settings;

    StartChapter(Workplace place, ServedData million, BenchSettings settings) {
        this.place = place;
        this.million = million;
        this.settings = settings;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        Map<String, Samples> samples = new Rounds().add(SERVE, this::serveNs).add(QUERY, this::queryNs)
                .take(1, settings.rounds());
        String note = Commands.useLauncher(Installation.require())
                ? "with the launcher's time"
                : "without the launcher's time: this is not an installation";
        return List.of(
                Figure.of("serve_ready", "serve with " + settings.workers() + " workers, until ready",
                        samples.get(SERVE).median() / 1e6, "ms").withGoal(Goal.valueAtMost(500)).withNote(note),
                Figure.of("query_process", "query as a whole process", samples.get(QUERY).median() / 1e6, "ms")
                        .withGoal(Goal.valueAtMost(250)).withNote(note));
    }

    private long serveNs() {
        try (ServedFleet fleet = ServedFleet.start(place, place.store(), settings.workers())) {
            return fleet.readyNs();
        }
    }

    private long queryNs() throws InterruptedException {
        Range half = million.thresholds().atMost(0.5);
        List<String> command = Commands.of(Installation.require(), List.of("query", million.name(), "--at-most",
                Long.toString(half.to()), "--run", million.fleet().run().path().toString(), "--format", "json"));
        long startNs = System.nanoTime();
        try (Child query = place.start(QUERY, command)) {
            query.requireSuccess();
            return System.nanoTime() - startNs;
        }
    }
}
