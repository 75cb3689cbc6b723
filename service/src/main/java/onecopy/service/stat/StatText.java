package onecopy.service.stat;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import onecopy.data.command.TextTable;
import onecopy.data.command.Units;
import onecopy.service.control.FleetSnapshot;
import onecopy.service.control.JobSnapshot;
import onecopy.service.control.LastBatch;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.wire.Quarantined;

/** A fleet for people. */
public final class StatText {
    private static final String[] WORKERS = {"WORKER", "PID", "STATE", "CHUNKS", "ELEMENTS", "SCANNED", "GB/s NOW",
        "GB/s BUSY", "BATCHES"};
    private static final String[] JOBS = {"JOB", "DATASET", "STATE", "CHUNKS", "RUNNING", "DONE", "ELEMENTS"};

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private StatText() {}

    /** Prints the fleet, its workers, its jobs, what is refused for a while, and its last batch. */
    public static void print(FleetView view, long nowMillis, PrintWriter out) {
        FleetSnapshot fleet = view.now();
        out.println("fleet in " + view.run() + ": " + state(fleet) + ", up "
                + age(Duration.ofMillis(Math.max(0, nowMillis - fleet.startedAtMillis()))) + ", "
                + Units.grouped(fleet.batches()) + (fleet.batches() == 1 ? " batch" : " batches") + " answered");
        out.println();
        new TextTable(workers(view), "lrlrrrrrr").print(out);
        if (!fleet.jobs().isEmpty()) {
            out.println();
            new TextTable(jobs(fleet), "rllrrrr").print(out);
        }
        if (fleet.coordinatorAlive()) {
            printQuarantine(view, out);
        }
        out.println();
        out.println(fleet.lastBatch().map(StatText::lastBatch).orElse("no batch yet"));
    }

    private static void printQuarantine(FleetView view, PrintWriter out) {
        if (view.quarantine().isEmpty()) {
            out.println();
            out.println("the coordinator does not say what is in quarantine");
        } else if (!view.quarantine().get().isEmpty()) {
            out.println();
            for (Quarantined one : view.quarantine().get()) {
                out.println("in quarantine since " + TIME.format(Instant.ofEpochMilli(one.sinceMillis())) + ", "
                        + (one.kind().isRefusing() ? "for " + one.secondsLeft() + " s more" : "batches do without")
                        + ": " + one.name() + " (" + one.reason() + ")");
            }
        }
    }

    private static String state(FleetSnapshot fleet) {
        if (!fleet.coordinatorAlive()) {
            return "coordinator " + fleet.coordinatorPid() + " is gone";
        }
        return fleet.state().name().toLowerCase(Locale.ROOT) + ", coordinator " + fleet.coordinatorPid();
    }

    private static List<String[]> workers(FleetView view) {
        List<String[]> rows = new ArrayList<>();
        rows.add(WORKERS);
        long chunks = 0;
        long elements = 0;
        long bytes = 0;
        for (WorkerSnapshot worker : view.now().workers()) {
            rows.add(new String[]{Integer.toString(worker.slot()), Long.toString(worker.pid()), state(worker),
                Units.grouped(worker.chunks()), Units.grouped(worker.elements()), Units.size(worker.bytes()),
                gigabytes(view.currentBytesPerSecond(worker)), gigabytes(FleetView.busyBytesPerSecond(worker)),
                Units.grouped(worker.batches())});
            chunks += worker.chunks();
            elements += worker.elements();
            bytes += worker.bytes();
        }
        rows.add(new String[]{"all", "", "", Units.grouped(chunks), Units.grouped(elements), Units.size(bytes),
            gigabytes(view.currentBytesPerSecond()), "", ""});
        return rows;
    }

    private static String state(WorkerSnapshot worker) {
        if (!worker.alive()) {
            return "dead";
        }
        return worker.jobSlot() >= 0 ? "computing" : worker.state().name().toLowerCase(Locale.ROOT);
    }

    private static List<String[]> jobs(FleetSnapshot fleet) {
        List<String[]> rows = new ArrayList<>();
        rows.add(JOBS);
        for (JobSnapshot job : fleet.jobs()) {
            rows.add(new String[]{Long.toString(job.jobId()), job.dataset() + "@" + job.version(),
                job.state().name().toLowerCase(Locale.ROOT), job.doneChunks() + "/" + job.chunks(),
                Integer.toString(job.claimedChunks()), percent(job.doneElements(), job.elements()),
                Units.grouped(job.elements())});
        }
        return rows;
    }

    private static String lastBatch(LastBatch batch) {
        String rate = batch.elapsedNs() == 0 || batch.scannedBytes() == 0
                ? ""
                : " (" + gigabytes(batch.scannedBytes() / (batch.elapsedNs() / 1e9)) + " GB/s)";
        return "last batch: " + Units.grouped(batch.queries()) + (batch.queries() == 1 ? " query" : " queries") + " on "
                + batch.dataset() + "@" + batch.version() + ", plan " + batch.plan() + ", "
                + Units.duration(batch.elapsedNs()) + ", " + Units.size(batch.scannedBytes()) + " scanned" + rate
                + " in "
                + Units.grouped(batch.chunks()) + (batch.chunks() == 1 ? " chunk" : " chunks") + " by "
                + batch.workers()
                + (batch.workers() == 1 ? " worker" : " workers");
    }

    private static String gigabytes(double bytesPerSecond) {
        return String.format(Locale.ROOT, "%.2f", bytesPerSecond / 1e9);
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "100%" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    private static String age(Duration duration) {
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }
}
