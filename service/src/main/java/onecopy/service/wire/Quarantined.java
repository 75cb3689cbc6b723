package onecopy.service.wire;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * What a coordinator refuses for a while because it cost workers their lives or cannot be read.
 *
 * @param dataset dataset it was found in
 * @param version version of that dataset
 * @param function the function that is refused, over whatever dataset; empty where the version is refused
 * @param code code of the {@link onecopy.data.fault.Fault} that refused batches end with
 * @param reason what was found, one sentence
 * @param sinceMillis when, in Unix time
 * @param secondsLeft until it may be tried again, at least 1
 */
public record Quarantined(String dataset, long version, String function, String code, String reason, long sinceMillis,
        long secondsLeft) {
    /** {@return how it is named for people: {@code common@3} or {@code function 'cube'}} */
    public String name() {
        return function.isEmpty() ? dataset + "@" + version : "function '" + function + "'";
    }

    static void writeAll(List<Quarantined> all, JsonGenerator json) {
        json.writeName("quarantine");
        json.writeStartArray();
        for (Quarantined one : all) {
            json.writeStartObject();
            json.writeStringProperty("dataset", one.dataset);
            json.writeNumberProperty("version", one.version);
            json.writeStringProperty("function", one.function);
            json.writeStringProperty("code", one.code);
            json.writeStringProperty("reason", one.reason);
            json.writeNumberProperty("since_ms", one.sinceMillis);
            json.writeNumberProperty("seconds_left", one.secondsLeft);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static List<Quarantined> readAll(JsonReader json) {
        List<Quarantined> all = new ArrayList<>();
        json.startArray("quarantine");
        while (json.hasNext()) {
            json.elementObject("an entry of the quarantine");
            all.add(read(json));
        }
        return all;
    }

    private static Quarantined read(JsonReader json) {
        String dataset = "";
        long version = 0;
        String function = "";
        String code = "";
        String reason = "";
        long since = 0;
        long left = 0;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "dataset" -> dataset = json.nextString(key);
                case "version" -> version = json.nextInteger(key);
                case "function" -> function = json.nextString(key);
                case "code" -> code = json.nextString(key);
                case "reason" -> reason = json.nextString(key);
                case "since_ms" -> since = json.nextInteger(key);
                case "seconds_left" -> left = json.nextInteger(key);
                default -> throw json.unknownKey(key, "those of this version of onecopy");
            }
        }
        return new Quarantined(dataset, version, function, code, reason, since, left);
    }
}
