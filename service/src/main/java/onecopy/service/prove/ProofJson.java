package onecopy.service.prove;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import onecopy.service.control.LastBatch;
import onecopy.service.proc.FileShare;

/** A proof for scripts; every size in bytes. */
public final class ProofJson {
    private ProofJson() {}

    /** {@return the fields, in their order} */
    public static Map<String, Object> of(Proof proof) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("holds", proof.holds());
        fields.put("dataset", proof.dataset());
        fields.put("version", proof.version());
        fields.put("file", proof.file());
        fields.put("file_bytes", proof.fileBytes());
        fields.put("resident_bytes", proof.residentBytes());
        fields.put("fleet_rss_bytes", proof.fleetRssBytes());
        fields.put("fleet_pss_bytes", proof.fleetPssBytes());
        fields.put("processes", proof.rows().stream().map(ProofJson::process).toList());
        fields.put("last_batch", proof.lastBatch().map(batch -> batch(batch, proof)).orElse(null));
        fields.put("claims", claims(proof));
        fields.put("sentence", proof.sentence());
        return fields;
    }

    private static List<Map<String, Object>> claims(Proof proof) {
        return proof.claims().stream().map(claim -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", claim.name());
            fields.put("holds", claim.holds());
            fields.put("text", claim.text());
            return fields;
        }).toList();
    }

    private static Map<String, Object> process(ProofRow row) {
        FileShare file = row.memory().file();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", row.role().name().toLowerCase(Locale.ROOT));
        fields.put("name", row.name());
        fields.put("pid", row.memory().pid());
        fields.put("mappings", file.mappings());
        fields.put("read_only", file.readOnly());
        fields.put("shared", file.shared());
        fields.put("rss_bytes", file.rssBytes());
        fields.put("pss_bytes", file.pssBytes());
        fields.put("private_clean_bytes", file.privateCleanBytes());
        fields.put("private_dirty_bytes", file.privateDirtyBytes());
        fields.put("anonymous_bytes", file.anonymousBytes());
        fields.put("own_private_bytes", row.memory().ownBytes());
        return fields;
    }

    private static Map<String, Object> batch(LastBatch batch, Proof proof) {
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
        fields.put("crossed_bytes", proof.crossedBytes());
        fields.put("elapsed_us", batch.elapsedNs() / 1000);
        return fields;
    }
}
