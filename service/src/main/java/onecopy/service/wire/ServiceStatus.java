package onecopy.service.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * A coordinator at one moment, the answer to {@code GET /v1/status} and {@code POST /v1/stop}.
 *
 * @param pid its process
 * @param workers processes of the workers that take chunks, in the order of their slots
 * @param supervisedWorkers workers it keeps running itself
 * @param store folder of the datasets it serves
 * @param run folder in which its fleet meets
 * @param runningBatches batches being computed
 * @param answeredBatches batches answered since it started
 * @param quarantine what it refuses for a while or does without
 */
public record ServiceStatus(long pid, List<Long> workers, int supervisedWorkers, String store, String run,
        int runningBatches, long answeredBatches, List<Quarantined> quarantine) {
    /** Copies the lists. */
    public ServiceStatus {
        workers = List.copyOf(workers);
        quarantine = List.copyOf(quarantine);
    }

    /** Writes the status and closes the stream. */
    public void write(OutputStream out) {
        try (JsonGenerator json = JsonOutput.compact(out)) {
            json.writeStartObject();
            json.writeNumberProperty("pid", pid);
            json.writeName("workers");
            json.writeStartArray();
            for (long worker : workers) {
                json.writeNumber(worker);
            }
            json.writeEndArray();
            json.writeNumberProperty("supervised_workers", supervisedWorkers);
            json.writeStringProperty("store", store);
            json.writeStringProperty("run", run);
            json.writeNumberProperty("running_batches", runningBatches);
            json.writeNumberProperty("answered_batches", answeredBatches);
            Quarantined.writeAll(quarantine, json);
            json.writeEndObject();
        }
    }

    /** {@return the status in a document} */
    public static ServiceStatus read(InputStream in) {
        long pid = 0;
        List<Long> workers = List.of();
        long supervisedWorkers = 0;
        String store = "";
        String run = "";
        long runningBatches = 0;
        long answeredBatches = 0;
        List<Quarantined> quarantine = List.of();
        try (JsonReader json = JsonReader.trusting(in, "the coordinator's status")) {
            json.startObject("a status");
            for (String key = json.nextKey(); key != null; key = json.nextKey()) {
                switch (key) {
                    case "pid" -> pid = json.nextInteger(key);
                    case "workers" -> workers = readPids(json);
                    case "supervised_workers" -> supervisedWorkers = json.nextInteger(key);
                    case "store" -> store = json.nextString(key);
                    case "run" -> run = json.nextString(key);
                    case "running_batches" -> runningBatches = json.nextInteger(key);
                    case "answered_batches" -> answeredBatches = json.nextInteger(key);
                    case "quarantine" -> quarantine = Quarantined.readAll(json);
                    default -> throw json.unknownKey(key, "those of this version of onecopy");
                }
            }
            json.end();
        }
        return new ServiceStatus(pid, workers, (int) supervisedWorkers, store, run, (int) runningBatches,
                answeredBatches, quarantine);
    }

    private static List<Long> readPids(JsonReader json) {
        List<Long> pids = new ArrayList<>();
        json.startArray("workers");
        while (json.hasNext()) {
            pids.add(json.elementInteger("a worker"));
        }
        return pids;
    }
}
