package onecopy.service.wire;

import java.util.ArrayList;
import java.util.List;
import onecopy.service.query.Explanation;
import onecopy.service.query.PlanKind;
import tools.jackson.core.JsonGenerator;

/** How a batch was laid out, as the value of {@code explain} in its answer. */
final class ExplanationJson {
    private ExplanationJson() {}

    static void write(Explanation explanation, JsonGenerator json) {
        json.writeStartObject();
        json.writeName("plans");
        json.writeStartArray();
        for (PlanKind plan : explanation.plans()) {
            json.writeString(plan.label());
        }
        json.writeEndArray();
        json.writeName("notes");
        json.writeStartArray();
        explanation.notes().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("estimated_us", explanation.estimatedNs() / 1_000);
        json.writeNumberProperty("lookups", explanation.lookups());
        json.writeNumberProperty("evaluated_entries", explanation.evaluatedEntries());
        json.writeNumberProperty("passes", explanation.passes());
        json.writeNumberProperty("skipped", explanation.skippedElements());
        json.writeNumberProperty("distinct_cuts", explanation.distinctCuts());
        json.writeNumberProperty("chunks", explanation.chunks());
        json.writeStringProperty("chunk_policy", explanation.chunkPolicy());
        json.writeNumberProperty("smallest_chunk", explanation.smallestChunkElements());
        json.writeNumberProperty("largest_chunk", explanation.largestChunkElements());
        json.writeNumberProperty("estimated_ns_per_element", explanation.nsPerElement());
        json.writeNumberProperty("idle_tail_us", explanation.idleTailNs() / 1_000);
        json.writeEndObject();
    }

    static Explanation read(JsonReader json) {
        List<PlanKind> plans = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        long estimatedUs = 0;
        long lookups = 0;
        long evaluatedEntries = 0;
        long skipped = 0;
        long passes = 0;
        long distinctCuts = 0;
        long chunks = 0;
        String chunkPolicy = "";
        long smallest = 0;
        long largest = 0;
        Double nsPerElement = null;
        long idleTailUs = 0;
        json.startObject("explain");
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "plans" -> strings(json, key).forEach(label -> plans.add(PlanKind.ofLabel(label)));
                case "notes" -> notes.addAll(strings(json, key));
                case "estimated_us" -> estimatedUs = json.nextInteger(key);
                case "lookups" -> lookups = json.nextInteger(key);
                case "evaluated_entries" -> evaluatedEntries = json.nextInteger(key);
                case "skipped" -> skipped = json.nextInteger(key);
                case "passes" -> passes = json.nextInteger(key);
                case "distinct_cuts" -> distinctCuts = json.nextInteger(key);
                case "chunks" -> chunks = json.nextInteger(key);
                case "chunk_policy" -> chunkPolicy = json.nextString(key);
                case "smallest_chunk" -> smallest = json.nextInteger(key);
                case "largest_chunk" -> largest = json.nextInteger(key);
                case "estimated_ns_per_element" -> nsPerElement = json.nextDoubleOrNull(key);
                case "idle_tail_us" -> idleTailUs = json.nextInteger(key);
                default -> throw json.unknownKey(key, "those of this version of onecopy");
            }
        }
        return new Explanation(plans, notes, estimatedUs * 1_000, lookups, evaluatedEntries, (int) passes, skipped,
                (int) distinctCuts, (int) chunks, chunkPolicy, smallest, largest,
                nsPerElement == null ? 0 : nsPerElement, idleTailUs * 1_000);
    }

    private static List<String> strings(JsonReader json, String key) {
        List<String> strings = new ArrayList<>();
        json.startArray(key);
        while (json.hasNext()) {
            strings.add(json.elementString("an element of " + key));
        }
        return strings;
    }
}
