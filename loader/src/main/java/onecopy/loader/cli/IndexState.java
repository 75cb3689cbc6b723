package onecopy.loader.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexManifest;

/**
 * The index in use of a version, as its manifest describes it; none of its arrays is looked at.
 *
 * @param folder name of its folder beside the values
 * @param manifest what it is; empty if that cannot be read
 */
record IndexState(String folder, Optional<IndexManifest> manifest) {
    /** {@return the index of the version in a folder; empty if it has none} */
    static Optional<IndexState> of(Path versionFolder) {
        return IndexFolders.current(versionFolder)
                .map(folder -> new IndexState(folder.getFileName().toString(), read(folder)));
    }

    private static Optional<IndexManifest> read(Path folder) {
        try {
            return Optional.of(IndexManifest.read(folder.resolve(IndexLayout.MANIFEST)));
        } catch (OnecopyException _) {
            return Optional.empty();
        }
    }

    /** {@return the form, for a column of a table} */
    String form() {
        return manifest.map(index -> index.shape().form().label()).orElse("damaged");
    }

    /** {@return one line that says what it is} */
    String describe() {
        return folder + ", " + manifest.map(IndexLine::describe)
                .orElse("damaged; 'onecopy verify' says how, 'onecopy index' builds it anew");
    }

    /** {@return the JSON form; the names are part of the contract users script against} */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("folder", folder);
        fields.put("form", form());
        manifest.ifPresent(index -> {
            fields.put("distinct", index.shape().distinct());
            fields.put("bytes", IndexLine.bytes(index));
            fields.put("functions", IndexLine.functions(index));
        });
        return fields;
    }
}
