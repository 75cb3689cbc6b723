package onecopy.service.wire;

import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * How a coordinator is: the answer to {@code GET /v1/health} and {@code GET /v1/ready}.
 *
 * @param whyNotReady why it cannot compute a batch now; empty where it can
 * @param workersWanted workers it keeps running itself
 * @param workersPresent workers that take chunks, those started by hand included, silent ones not
 * @param quarantine what it refuses for a while or does without
 */
public record ServiceHealth(String whyNotReady, int workersWanted, int workersPresent, List<Quarantined> quarantine) {
    /** Copies the list. */
    public ServiceHealth {
        quarantine = List.copyOf(quarantine);
    }

    /** {@return whether it takes batches and somebody is there to compute them} */
    public boolean isReady() {
        return whyNotReady.isEmpty();
    }

    /** {@return whether nothing is missing and nothing is refused} */
    public boolean isSound() {
        return isReady() && workersPresent >= workersWanted && quarantine.isEmpty();
    }

    /**
     * Writes {@code ok} or {@code degraded} and closes the stream.
     *
     * @param details whether to write everything else as well
     */
    public void writeHealth(OutputStream out, boolean details) {
        write(out, isSound() ? "ok" : "degraded", details);
    }

    /**
     * Writes {@code ready} or {@code not_ready} and closes the stream.
     *
     * @param details whether to write everything else as well
     */
    public void writeReadiness(OutputStream out, boolean details) {
        write(out, isReady() ? "ready" : "not_ready", details);
    }

    private void write(OutputStream out, String status, boolean details) {
        try (JsonGenerator json = JsonOutput.compact(out)) {
            json.writeStartObject();
            json.writeStringProperty("status", status);
            if (details) {
                if (!isReady()) {
                    json.writeStringProperty("reason", whyNotReady);
                }
                json.writeName("workers");
                json.writeStartObject();
                json.writeNumberProperty("wanted", workersWanted);
                json.writeNumberProperty("present", workersPresent);
                json.writeEndObject();
                Quarantined.writeAll(quarantine, json);
            }
            json.writeEndObject();
        }
    }
}
