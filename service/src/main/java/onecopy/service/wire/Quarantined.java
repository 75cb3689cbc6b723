package onecopy.service.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import onecopy.data.fault.Excerpt;
import tools.jackson.core.JsonGenerator;

/**
 * What a coordinator refuses for a while because it cost workers their lives or cannot be read, or what it answers without
 * because it is damaged.
 *
 * @param kind what it is
 * @param dataset dataset it was found in
 * @param version version of that dataset
 * @param function the function that is refused, over whatever dataset; empty for the other kinds
 * @param code code of the {@link onecopy.data.fault.Fault} that was found, with which refused batches end
 * @param reason what was found, one sentence
 * @param sinceMillis when, in Unix time
 * @param secondsLeft until it may be tried again, at least 1; 0 where it is out of use until another one takes its place
 */
public record Quarantined(Kind kind, String dataset, long version, String function, String code, String reason,
        long sinceMillis, long secondsLeft) {
    /** What can be in quarantine. */
    public enum Kind {
        /** A version: its batches are refused. */
        VERSION(true),
        /** A function: batches that name it are refused, over whatever dataset. */
        FUNCTION(true),
        /** The index of a version: batches are answered without it where they can be. */
        INDEX(false),
        /** The zone map of a version: scans skip nothing. */
        ZONES(false);

        private final boolean refusing;

        Kind(boolean refusing) {
            this.refusing = refusing;
        }

        /** {@return whether batches are refused because of it} */
        public boolean isRefusing() {
            return refusing;
        }

        /** {@return its name in JSON and metrics} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind named(String label, JsonReader json) {
            return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findAny()
                    .orElseThrow(() -> json.wrong("unknown kind of quarantine '" + Excerpt.of(label) + "'"));
        }
    }

    /** {@return how it is named for people: {@code common@3}, {@code function 'cube'} or {@code index of common@3}} */
    public String name() {
        String place = dataset + "@" + version;
        return switch (kind) {
            case VERSION -> place;
            case FUNCTION -> "function '" + function + "'";
            case INDEX -> "index of " + place;
            case ZONES -> "zone map of " + place;
        };
    }

    static void writeAll(List<Quarantined> all, JsonGenerator json) {
        json.writeName("quarantine");
        json.writeStartArray();
        for (Quarantined one : all) {
            json.writeStartObject();
            json.writeStringProperty("kind", one.kind.label());
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
        Kind kind = Kind.VERSION;
        String dataset = "";
        long version = 0;
        String function = "";
        String code = "";
        String reason = "";
        long since = 0;
        long left = 0;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "kind" -> kind = Kind.named(json.nextString(key), json);
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
        return new Quarantined(kind, dataset, version, function, code, reason, since, left);
    }
}
