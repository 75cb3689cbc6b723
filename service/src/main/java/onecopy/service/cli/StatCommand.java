package onecopy.service.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecopy.data.command.OutputFormat;
import onecopy.data.command.Terminal;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.control.FleetReader;
import onecopy.service.control.FleetSnapshot;
import onecopy.service.run.RunDirectory;
import onecopy.service.stat.FleetView;
import onecopy.service.stat.StatJson;
import onecopy.service.stat.StatText;
import onecopy.service.wire.Quarantined;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code onecopy stat}: a fleet, live. */
@Command(name = "stat", header = "Watch a fleet: workers, jobs, chunks, throughput and batches.", description = {"",
    "On a terminal the view is drawn anew in place every second until Ctrl-C. It changes nothing.", ""})
final class StatCommand implements Callable<Integer> {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String CLEAR_TO_END = "\033[J";

    @Spec
    private CommandSpec spec;

    @Option(names = "--once", description = "Print the view once and leave; so does a pipe.")
    private boolean once;

    @Option(names = "--format", paramLabel = "F", defaultValue = "table", description = "table or json, one object a look (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Mixin
    private RunOption runOption;

    @Mixin
    private ServedStoreOption store;

    @Override
    public Integer call() throws InterruptedException {
        RunDirectory run = runOption.runDirectory();
        FleetView view = first(run);
        store.check(() -> OnecopyClient.connect(run));
        if (once || !Terminal.showsOutput()) {
            print(text(view));
            return 0;
        }
        watch(run, view);
        return 0;
    }

    private static FleetView first(RunDirectory run) {
        FleetSnapshot now = look(run);
        return FleetView.first(run.path().toString(), now, quarantine(run, now));
    }

    /** {@return what the coordinator refuses; empty where it does not say in time} */
    private static Optional<List<Quarantined>> quarantine(RunDirectory run, FleetSnapshot fleet) {
        if (!fleet.coordinatorAlive()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OnecopyClient.connect(run).status(PATIENCE).quarantine());
        } catch (OnecopyException _) {
            return Optional.empty();
        }
    }

    private void watch(RunDirectory run, FleetView first) throws InterruptedException {
        FleetView view = first;
        long lookedAtNs = System.nanoTime();
        String text = text(view);
        print(text);
        while (view.now().coordinatorAlive()) {
            Thread.sleep(INTERVAL);
            try {
                FleetSnapshot now = look(run);
                long nowNs = System.nanoTime();
                view = view.next(now, nowNs - lookedAtNs, quarantine(run, now));
                lookedAtNs = nowNs;
            } catch (OnecopyException e) {
                if (e.fault() == Fault.UNAVAILABLE) {
                    print("the fleet has stopped\n");
                    return;
                }
                throw e;
            }
            String previous = text;
            text = text(view);
            print("\033[" + previous.lines().count() + "F" + CLEAR_TO_END + text);
        }
    }

    /** Opened anew for every look, so that a restarted coordinator's new file is seen. */
    private static FleetSnapshot look(RunDirectory run) {
        try (FleetReader reader = FleetReader.open(run)) {
            return reader.snapshot();
        }
    }

    private String text(FleetView view) {
        if (format == OutputFormat.JSON) {
            return JsonMapper.shared().writeValueAsString(StatJson.of(view)) + "\n";
        }
        StringWriter text = new StringWriter();
        StatText.print(view, System.currentTimeMillis(), new PrintWriter(text, true));
        return text.toString();
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
