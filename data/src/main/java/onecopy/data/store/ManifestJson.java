package onecopy.data.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.zones.ZoneMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a manifest, closed by a checksum of all the text before it. */
final class ManifestJson {
    /** Far more than any manifest has to say. */
    private static final long MAX_BYTES = 1 << 20;
    private static final String FORMAT = "onecopy dataset";
    private static final String EXPECTED = "the manifest of a onecopy dataset";
    private static final String ZONE_ELEMENTS = "zone_elements";
    private static final String ZONES_CHECKSUM = "zones_crc32c";
    private static final String CHECKSUM_KEY = "\"crc32c\"";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final JsonNode root;

    private ManifestJson(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    static Manifest read(Path file) {
        try {
            byte[] content = Files.readAllBytes(FileKinds.requireFile(file, MAX_BYTES));
            ManifestJson json = new ManifestJson(file, tree(file, content));
            json.requireFormat();
            json.requireChecksum(content);
            return json.manifest();
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    static void write(Manifest manifest, Path file) {
        try {
            Files.writeString(file, text(manifest), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    private static String text(Manifest manifest) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("format_version", manifest.formatVersion());
        root.put("element_type", manifest.elementType().label());
        root.put("count", manifest.count());
        root.put("min", manifest.count() == 0 ? null : manifest.min());
        root.put("max", manifest.count() == 0 ? null : manifest.max());
        root.put("data_offset", manifest.dataOffset());
        root.put("block_elements", manifest.blockElements());
        root.put("checksums_crc32c", hex(manifest.checksumsCrc32c()));
        manifest.zones().ifPresent(zones -> {
            root.put(ZONE_ELEMENTS, zones.elementsPerZone());
            root.put(ZONES_CHECKSUM, hex(zones.crc32c()));
        });
        ObjectNode source = root.putObject("source");
        source.put("kind", manifest.source().kind());
        source.put("description", manifest.source().description());
        source.put("in_place", manifest.source().inPlace());
        ObjectNode parameters = source.putObject("parameters");
        manifest.source().parameters().forEach(parameters::put);
        root.put("created_at", manifest.createdAt().toString());
        manifest.indexes().forEach(root.putArray("indexes")::add);
        return closed(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    /** Replaces the closing brace by the checksum of what stands before it, and the brace again. */
    private static String closed(String text) {
        String head = text.stripTrailing().substring(0, text.lastIndexOf('}')).stripTrailing() + ",\n  ";
        return head + CHECKSUM_KEY + " : \"" + hex(crc32c(head.getBytes(StandardCharsets.UTF_8))) + "\"\n}\n";
    }

    private static JsonNode tree(Path file, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{")) {
            throw text.isEmpty()
                    ? FileFaults.truncated(file, "it is empty")
                    : FileFaults.wrongFile(file, EXPECTED, "it is not a JSON object");
        }
        try {
            return MAPPER.readTree(content);
        } catch (JacksonException e) {
            boolean atEnd = e.getLocation() != null && e.getLocation().getByteOffset() >= content.length;
            throw !text.endsWith("}") || atEnd
                    ? FileFaults.truncated(file, "its JSON ends too early")
                    : FileFaults.damaged(file, e.getOriginalMessage());
        }
    }

    private void requireFormat() {
        if (!root.path("format").isString() || !root.get("format").stringValue().equals(FORMAT)) {
            throw FileFaults.wrongFile(file, EXPECTED, "its format is not '" + FORMAT + "'");
        }
        long version = wholeNumber(root, "format_version");
        if (version < Manifest.OLDEST_FORMAT_VERSION) {
            throw FileFaults.tooOld(file, "dataset format", "" + version, "" + Manifest.OLDEST_FORMAT_VERSION);
        }
        if (version > Manifest.FORMAT_VERSION) {
            throw FileFaults.tooNew(file, "dataset format", "" + version, "" + Manifest.FORMAT_VERSION);
        }
    }

    private void requireChecksum(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf(CHECKSUM_KEY);
        String found = end < 0 ? "" : string(root, "crc32c");
        String computed = hex(crc32c(text.substring(0, Math.max(end, 0)).getBytes(StandardCharsets.ISO_8859_1)));
        if (!found.equals(computed)) {
            throw FileFaults.damaged(file, "its checksum is '" + found + "' and should be '" + computed + "'");
        }
    }

    private Manifest manifest() {
        long count = wholeNumber(root, "count");
        JsonNode source = value(root, "source", JsonNode::isObject, "an object");
        try {
            return new Manifest((int) wholeNumber(root, "format_version"),
                    elementType(), count,
                    count == 0 ? Long.MAX_VALUE : wholeNumber(root, "min"),
                    count == 0 ? Long.MIN_VALUE : wholeNumber(root, "max"), wholeNumber(root, "data_offset"),
                    Math.toIntExact(wholeNumber(root, "block_elements")),
                    checksum("checksums_crc32c"), zones(),
                    new Source(string(source, "kind"), string(source, "description"),
                            value(source, "in_place", JsonNode::isBoolean, "true or false").booleanValue(),
                            parameters(source)),
                    Instant.parse(string(root, "created_at")), indexes());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw FileFaults.damaged(file, "its values cannot be: " + e.getMessage());
        }
    }

    private int checksum(String key) {
        return Integer.parseUnsignedInt(string(root, key), 16);
    }

    private Optional<ZoneMap.Seal> zones() {
        if (!root.has(ZONE_ELEMENTS) && !root.has(ZONES_CHECKSUM)) {
            return Optional.empty();
        }
        int zoneElements = Math.toIntExact(wholeNumber(root, ZONE_ELEMENTS));
        return Optional.of(new ZoneMap.Seal(zoneElements, checksum(ZONES_CHECKSUM)));
    }

    private ElementType elementType() {
        try {
            return ElementType.ofLabel(string(root, "element_type"));
        } catch (OnecopyException e) {
            throw FileFaults.damaged(file, e.getMessage());
        }
    }

    private Map<String, String> parameters(JsonNode source) {
        Map<String, String> parameters = new LinkedHashMap<>();
        JsonNode object = value(source, "parameters", JsonNode::isObject, "an object");
        object.propertyNames().forEach(key -> parameters.put(key, string(object, key)));
        return parameters;
    }

    private List<String> indexes() {
        List<String> indexes = new ArrayList<>();
        for (JsonNode index : value(root, "indexes", JsonNode::isArray, "an array")) {
            indexes.add(index.asString());
        }
        return indexes;
    }

    private long wholeNumber(JsonNode object, String key) {
        return value(object, key, node -> node.isIntegralNumber() && node.canConvertToLong(), "a whole number")
                .longValue();
    }

    private String string(JsonNode object, String key) {
        return value(object, key, JsonNode::isString, "a string").stringValue();
    }

    private JsonNode value(JsonNode object, String key, Predicate<JsonNode> isExpected, String expected) {
        JsonNode value = object.path(key);
        if (!isExpected.test(value)) {
            throw FileFaults.damaged(file, "'" + key + "' should be " + expected);
        }
        return value;
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static String hex(int checksum) {
        return String.format(Locale.ROOT, "%08x", checksum);
    }
}
