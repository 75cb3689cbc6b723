package onecopy.loader.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import onecopy.data.store.Manifest;
import onecopy.data.zones.ZoneMap;

/** The JSON form of what a version is; the names are part of the contract users script against. */
final class ManifestFields {
    private ManifestFields() {}

    /** {@return the fields in their order; extremes of nothing are null} */
    static Map<String, Object> of(Manifest manifest) {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean empty = manifest.count() == 0;
        fields.put("type", manifest.elementType().label());
        fields.put("elements", manifest.count());
        fields.put("bytes", manifest.count() * manifest.elementType().widthBytes());
        fields.put("min", empty ? null : manifest.min());
        fields.put("max", empty ? null : manifest.max());
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("kind", manifest.source().kind());
        source.put("description", manifest.source().description());
        source.put("in_place", manifest.source().inPlace());
        source.put("parameters", manifest.source().parameters());
        fields.put("source", source);
        fields.put("zones", manifest.zones()
                .map(zones -> ZoneMap.zoneCount(manifest.count(), zones.elementsPerZone())).orElse(null));
        fields.put("created_at", manifest.createdAt().toString());
        return fields;
    }
}
