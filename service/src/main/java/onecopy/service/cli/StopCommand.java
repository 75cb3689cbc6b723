package onecopy.service.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import onecopy.data.command.Units;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.proc.ProcessEnd;
import onecopy.service.wire.ServiceStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code onecopy stop}: ends a service and waits until none of its processes is left. */
@Command(name = "stop", description = "Stop the service: its coordinator and every worker, those started by hand too.")
public final class StopCommand implements Callable<Integer> {
    private static final long PATIENCE_NS = 20_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOption run;

    @Mixin
    private ServedStoreOption store;

    @Override
    public Integer call() {
        OnecopyClient client = OnecopyClient.connect(run.runDirectory());
        store.check(() -> client);
        ServiceStatus last = client.stop();
        List<Long> pids = new ArrayList<>(last.workers());
        pids.add(last.pid());
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        for (long pid : pids) {
            if (!ProcessEnd.await(pid, deadlineNs - System.nanoTime())) {
                throw new OnecopyException(Fault.TIMEOUT,
                        "process " + pid + " still runs; if it is one of onecopy's ('ps -fp " + pid
                                + "'), end it with 'kill -9 "
                                + pid + "'");
            }
        }
        spec.commandLine().getOut().println("stopped coordinator " + last.pid() + " and "
                + Units.counted(last.workers().size(), "worker", "workers") + "; nothing is left in " + last.run());
        return 0;
    }
}
