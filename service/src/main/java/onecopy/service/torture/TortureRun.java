package onecopy.service.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.client.Client;
import onecopy.service.torture.client.Disturbances;
import onecopy.service.torture.client.Judge;
import onecopy.service.torture.client.QueryDraw;
import onecopy.service.torture.client.Tally;
import onecopy.service.torture.client.Truths;
import onecopy.service.torture.fault.Injector;
import onecopy.service.torture.fault.LoaderFaults;
import onecopy.service.torture.fault.Scene;
import onecopy.service.torture.report.RunResult;
import onecopy.service.torture.stage.Leaks;
import onecopy.service.torture.stage.Service;
import onecopy.service.torture.stage.Stage;
import onecopy.service.torture.truth.Numbers;
import onecopy.service.torture.truth.Seeds;

/** One run: a fleet, its clients, what is done to it, and the look at what is left. */
final class TortureRun {
    private final int number;
    private final Scenario scenario;
    private final Catalogue.Entry entry;
    private final Scene scene;
    private final AtomicInteger activeInjectors;

    TortureRun(int number, Scenario scenario, Catalogue.Entry entry, Stage stage, Ground ground) {
        this.number = number;
        this.scenario = scenario;
        this.entry = entry;
        this.activeInjectors = new AtomicInteger(scenario.tasks().size());
        Truths truths = new Truths();
        truths.add(Catalogue.VICTIM, entry.victim());
        truths.add(Catalogue.BYSTANDER, entry.bystander());
        Disturbances disturbances = new Disturbances();
        Tally tally = new Tally();
        Judge judge = new Judge(stage.run(), truths, disturbances, tally);
        Service service = new Service(stage, scenario.workers(), ground.plugins(), scenario.brief());
        this.scene = new Scene(stage, service, Catalogue.VICTIM, entry.victim(), Catalogue.BYSTANDER, truths,
                disturbances, judge, tally, new AtomicBoolean(), new AtomicInteger());
    }

    /** {@return what became of it; its processes have been ended, its files are still there} */
    RunResult run() throws InterruptedException {
        long startNs = System.nanoTime();
        List<String> leaks = List.of();
        try {
            scene.stage().copyStoreOf(entry.stage());
            scene.service().start();
            torture();
            boolean _ = scene.judge().ask(scene.plainBatch());
            scene.service().stop(scenario.stopBySignal());
            leaks = leaks();
        } catch (OnecopyException e) {
            scene.tally().hang(e.getMessage());
        }
        scene.stage().endProcesses();
        return new RunResult(number, scenario.seed(), scenery(), scenario.faults(), scene.tally().counts(), leaks,
                Duration.ofMillis(scene.slowestRecovery().get()), Duration.ofNanos(System.nanoTime() - startNs),
                Optional.empty());
    }

    private void torture() throws InterruptedException {
        List<Thread> actors = new ArrayList<>();
        for (int i = 0; i < scenario.clients(); i++) {
            actors.add(Thread.ofVirtual().start(client(i)));
        }
        for (Scenario.Task task : scenario.tasks()) {
            Injector injector = new Injector(task.kind(), scene,
                    Seeds.ofActor(scenario.seed(), "injector " + task.number()), task.number());
            actors.add(Thread.ofVirtual().start(() -> {
                injector.run();
                activeInjectors.decrementAndGet();
            }));
        }
        for (Thread actor : actors) {
            actor.join();
        }
    }

    private Client client(int index) {
        SplittableRandom random = Seeds.ofActor(scenario.seed(), "client " + index);
        QueryDraw bystander = new QueryDraw(random.split(), Catalogue.BYSTANDER, entry.bystander());
        QueryDraw victim = new QueryDraw(random.split(), Catalogue.VICTIM, entry.victim());
        return new Client(random, victim, bystander, scene.judge(),
                () -> activeInjectors.get() == 0);
    }

    /** Litter of a loader that was killed is the next load's to remove, and so are old versions that were in use. */
    private List<String> leaks() throws InterruptedException {
        Leaks leaks = new Leaks(scene.stage());
        List<String> left = leaks.find();
        if (!left.isEmpty() && scene.loaded().get()) {
            new LoaderFaults(scene, Seeds.ofActor(scenario.seed(), "last load"), Scenario.MAX_FAULTS).loadAgain();
            left = leaks.find();
        }
        return left;
    }

    private String scenery() {
        Numbers victim = entry.victim();
        return victim.count() + " " + victim.shape().kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                + victim.shape().type().label() + (victim.shape().indexed() ? " with index, " : ", ")
                + scenario.workers() + (scenario.brief() ? " brief" : "") + " workers, " + scenario.clients()
                + " clients";
    }
}
