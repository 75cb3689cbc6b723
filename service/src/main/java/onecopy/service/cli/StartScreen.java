package onecopy.service.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecopy.data.command.Units;
import onecopy.data.store.Store;
import onecopy.service.run.RunDirectory;
import onecopy.service.wire.ServiceStatus;

/** What a service says once it is ready: what is served, where, how to ask and how to stop. */
final class StartScreen {
    private static final int NAMED_DATASETS = 5;
    /** Set by the launcher. */
    private static final String FIRST_START = "onecopy.first.start";

    private StartScreen() {}

    static void print(ServiceStatus status, String address, Store store, RunDirectory run, PrintWriter out) {
        List<String> names = store.names();
        String runOption = run.path().equals(RunDirectory.at(RunDirectory.defaultPath(System.getenv())).path())
                ? ""
                : " --run " + run.path();
        String name = names.isEmpty() ? "NAME" : names.getFirst();
        line(out, "datasets", datasets(names, store));
        line(out, "workers", workers(status));
        line(out, "address", address + " (token in " + run.tokenFile() + ")");
        if (status.supervisedWorkers() == 0) {
            line(out, "join", "onecopy worker" + runOption);
        }
        line(out, "ask", "onecopy query " + name + " --at-most 100000,400000" + runOption);
        line(out, "stop", "onecopy stop" + runOption + ", or Ctrl-C here");
        out.println("onecopy is ready" + sinceStart());
    }

    private static void line(PrintWriter out, String label, String text) {
        out.println(label + " ".repeat(10 - label.length()) + text);
    }

    private static String datasets(List<String> names, Store store) {
        if (names.isEmpty()) {
            return "none yet in " + store.root() + "; load one with 'onecopy load NAME SOURCE'";
        }
        String shown = String.join(", ", names.subList(0, Math.min(NAMED_DATASETS, names.size())));
        String more = names.size() > NAMED_DATASETS ? " and " + (names.size() - NAMED_DATASETS) + " more" : "";
        return shown + more + " in " + store.root();
    }

    private static String workers(ServiceStatus status) {
        if (status.supervisedWorkers() > 0) {
            return Units.counted(status.workers().size(), "process", "processes")
                    + ", restarted when they die";
        }
        return "none yet: they are started by hand";
    }

    /** Nothing where the process first was a launcher that built or prepared something: that time says little. */
    private static String sinceStart() {
        Optional<Instant> start = ProcessHandle.current().info().startInstant();
        return start.isEmpty() || Boolean.getBoolean(FIRST_START)
                ? ""
                : " after " + Duration.between(start.get(), Instant.now()).toMillis() + " ms";
    }
}
