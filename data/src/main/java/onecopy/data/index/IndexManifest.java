package onecopy.data.index;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an index is. The file carries the checksum of its own text, so a damaged name, version or length is refused
 * rather than believed.
 *
 * @param shape which arrays there are
 * @param sum the sum of all values
 * @param checks CRC32C of each {@code STEM.crc.npy}, by the name of the array whose checksums it holds
 */
public record IndexManifest(IndexShape shape, BigInteger sum, Map<String, Integer> checks) {
    /** Far more than any index has to say. */
    private static final long MAX_BYTES = 1 << 20;
    private static final String BEFORE = "{\"index\": ";
    private static final String BETWEEN = ",\n\"crc32c\": \"";
    private static final String AFTER = "\"}\n";
    private static final int CRC_DIGITS = 8;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Copies the checksums and checks that every array has one. */
    public IndexManifest {
        checks = Map.copyOf(checks);
        for (IndexArray array : shape.arrays()) {
            if (!checks.containsKey(array.name())) {
                throw new IllegalArgumentException("no checksums for " + array.name());
            }
        }
    }

    /** Writes the manifest to a new file; forcing it to disk is the caller's. */
    public void write(Path file) {
        String body = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(toJson());
        String text = BEFORE + body + BETWEEN + hex(crc(body)) + AFTER;
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    /**
     * {@return the manifest in a file}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for a damaged or newer one, {@link Fault#NOT_FOUND} for none
     */
    public static IndexManifest read(Path file) {
        try {
            FileKinds.requireFolder(file.getParent());
            return parse(file, Files.readString(FileKinds.requireFile(file, MAX_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    private static IndexManifest parse(Path file, String text) {
        int tailLength = BETWEEN.length() + CRC_DIGITS + AFTER.length();
        int bodyEnd = text.length() - tailLength;
        if (bodyEnd < BEFORE.length() || !text.startsWith(BEFORE)) {
            throw damaged(file, "it is not an index manifest", null);
        }
        String body = text.substring(BEFORE.length(), bodyEnd);
        if (!text.substring(bodyEnd).equals(BETWEEN + hex(crc(body)) + AFTER)) {
            throw damaged(file, "its text does not match its checksum", null);
        }
        try {
            return ofJson(file, MAPPER.readTree(body));
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(file, "it describes no index", e);
        }
    }

    private ObjectNode toJson() {
        IndexedData data = shape.data();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("format_version", IndexLayout.FORMAT_VERSION).put("form", shape.form().label())
                .put("type", data.type().label()).put("count", data.count()).put("min", data.min())
                .put("max", data.max()).put("distinct", shape.distinct()).put("sum", sum.toString())
                .put("wide_sums", shape.wideSums());
        ArrayNode functions = json.putArray("functions");
        for (IndexedFunction function : shape.functions()) {
            functions.addObject().put("name", function.name()).put("version", function.version()).put("wide",
                    function.wide());
        }
        ObjectNode checksums = json.putObject("checksums");
        new TreeMap<>(checks).forEach((name, crc) -> checksums.put(name, hex(crc)));
        return json;
    }

    private static IndexManifest ofJson(Path file, JsonNode json) {
        int formatVersion = required(json, "format_version").intValue();
        if (formatVersion != IndexLayout.FORMAT_VERSION) {
            throw damaged(file, "it has index format " + formatVersion + ", this onecopy reads format "
                    + IndexLayout.FORMAT_VERSION, null);
        }
        IndexedData data = new IndexedData(ElementType.ofLabel(required(json, "type").stringValue()),
                required(json, "count").longValue(), required(json, "min").longValue(),
                required(json, "max").longValue());
        List<IndexedFunction> functions = new ArrayList<>();
        for (JsonNode function : required(json, "functions")) {
            functions.add(new IndexedFunction(required(function, "name").stringValue(),
                    required(function, "version").intValue(), required(function, "wide").booleanValue()));
        }
        Map<String, Integer> checks = new TreeMap<>();
        required(json, "checksums").properties()
                .forEach(entry -> checks.put(entry.getKey(), HexFormat.fromHexDigits(entry.getValue().stringValue())));
        IndexShape shape = new IndexShape(IndexForm.ofLabel(required(json, "form").stringValue()), data,
                required(json, "distinct").longValue(), required(json, "wide_sums").booleanValue(), functions);
        return new IndexManifest(shape, new BigInteger(required(json, "sum").stringValue()), checks);
    }

    private static JsonNode required(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }

    private static OnecopyException damaged(Path file, String problem, Exception cause) {
        return new OnecopyException(Fault.CORRUPT, "cannot use the index manifest " + file + ": " + problem, cause);
    }

    private static int crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return (int) crc.getValue();
    }

    private static String hex(int crc) {
        return HexFormat.of().toHexDigits(crc);
    }
}
