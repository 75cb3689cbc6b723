package onecopy.service.stat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import onecopy.service.control.FleetSnapshot;
import onecopy.service.control.JobSnapshot;
import onecopy.service.control.LastBatch;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.wire.Quarantined;

/** A fleet for scripts. Counters count since the worker attached. */
public final class StatJson {
    private StatJson() {}

    /** {@return the fields, in their order} */
    public static Map<String, Object> of(FleetView view) {
        FleetSnapshot fleet = view.now();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", view.run());
        fields.put("state", name(fleet.state()));
        fields.put("coordinator_pid", fleet.coordinatorPid());
        fields.put("coordinator_alive", fleet.coordinatorAlive());
        fields.put("started_at_ms", fleet.startedAtMillis());
        fields.put("batches", fleet.batches());
        fields.put("workers", fleet.workers().stream().map(worker -> worker(view, worker)).toList());
        fields.put("jobs", fleet.jobs().stream().map(StatJson::job).toList());
        fields.put("quarantine",
                view.quarantine().map(all -> all.stream().map(StatJson::quarantined).toList()).orElse(null));
        fields.put("last_batch", fleet.lastBatch().map(StatJson::batch).orElse(null));
        return fields;
    }

    private static Map<String, Object> worker(FleetView view, WorkerSnapshot worker) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("slot", worker.slot());
        fields.put("pid", worker.pid());
        fields.put("alive", worker.alive());
        fields.put("state", name(worker.state()));
        fields.put("supervised", worker.supervised());
        fields.put("started_at_ms", worker.startedAtMillis());
        fields.put("job_slot", worker.jobSlot() < 0 ? null : worker.jobSlot());
        fields.put("chunks", worker.chunks());
        fields.put("elements", worker.elements());
        fields.put("bytes", worker.bytes());
        fields.put("batches", worker.batches());
        fields.put("busy_us", worker.busyNs() / 1000);
        fields.put("result_bytes", worker.resultBytes());
        fields.put("busy_bytes_per_second", Math.round(FleetView.busyBytesPerSecond(worker)));
        fields.put("current_bytes_per_second", Math.round(view.currentBytesPerSecond(worker)));
        return fields;
    }

    private static Map<String, Object> job(JobSnapshot job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("slot", job.slot());
        fields.put("job", job.jobId());
        fields.put("state", name(job.state()));
        fields.put("dataset", job.dataset());
        fields.put("version", job.version());
        fields.put("elements", job.elements());
        fields.put("chunks", job.chunks());
        fields.put("done_chunks", job.doneChunks());
        fields.put("claimed_chunks", job.claimedChunks());
        fields.put("done_elements", job.doneElements());
        return fields;
    }

    private static Map<String, Object> quarantined(Quarantined one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", one.kind().label());
        fields.put("dataset", one.dataset());
        fields.put("version", one.version());
        fields.put("function", one.function().isEmpty() ? null : one.function());
        fields.put("code", one.code());
        fields.put("reason", one.reason());
        fields.put("since_ms", one.sinceMillis());
        fields.put("seconds_left", one.secondsLeft());
        return fields;
    }

    private static Map<String, Object> batch(LastBatch batch) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataset", batch.dataset());
        fields.put("version", batch.version());
        fields.put("plan", batch.plan());
        fields.put("queries", batch.queries());
        fields.put("workers", batch.workers());
        fields.put("chunks", batch.chunks());
        fields.put("scanned_bytes", batch.scannedBytes());
        fields.put("control_bytes", batch.controlBytes());
        fields.put("socket_bytes_in", batch.socketBytesIn());
        fields.put("socket_bytes_out", batch.socketBytesOut());
        fields.put("elapsed_us", batch.elapsedNs() / 1000);
        fields.put("finished_at_ms", batch.finishedAtMillis());
        return fields;
    }

    private static String name(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
