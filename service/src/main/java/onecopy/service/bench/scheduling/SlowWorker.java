package onecopy.service.bench.scheduling;

import java.io.IOException;
import java.util.List;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.probe.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first worker of each fleet about half as fast as the others: it is pinned to core 0 together with a process
 * that never sleeps, and the others stay away from that core. The busy process ends with the workplace.
 */
final class SlowWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SlowWorker.class);

    private final int cores;
    private boolean pinned = true;

    private SlowWorker(Probe busy, int cores) {
        this.cores = cores;
        pin(busy.pid(), "0");
    }

    static SlowWorker beside(Workplace place) {
        return new SlowWorker(Probe.spinning(place), Runtime.getRuntime().availableProcessors());
    }

    /** Slows the first worker of a fleet down. */
    void slowFirstOf(ServedFleet fleet) {
        List<Long> pids = fleet.workerPids();
        pin(pids.getFirst(), "0");
        for (int i = 1; i < pids.size() && cores > 1; i++) {
            pin(pids.get(i), "1-" + (cores - 1));
        }
    }

    /** {@return what was done, or why not, for the report} */
    String description() {
        return pinned
                ? "shares core 0 with a process that never sleeps; the others have the other cores"
                : "no: this system has no taskset";
    }

    private void pin(long pid, String coreList) {
        if (!pinned) {
            return;
        }
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", coreList, Long.toString(pid))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            pinned = taskset.waitFor() == 0;
        } catch (IOException e) {
            LOG.debug("taskset", e);
            pinned = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pinned = false;
        }
    }
}
