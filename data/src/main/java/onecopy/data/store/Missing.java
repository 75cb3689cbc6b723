package onecopy.data.store;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/** The sentences for what a store does not have; they say what it has instead. */
final class Missing {
    private static final int MAX_LISTED = 20;

    private Missing() {}

    static OnecopyException dataset(Store store, String name) {
        Path current = store.layout().currentLink(name);
        if (Files.exists(current, LinkOption.NOFOLLOW_LINKS) && store.currentVersion(name).isEmpty()) {
            return FileFaults.damaged(current, "it names no version that is there: load '" + name + "' again");
        }
        List<String> names = store.names();
        String instead = names.isEmpty() ? "it holds no dataset" : "it holds " + listed(names);
        String where = Files.isDirectory(store.root())
                ? "the store " + store.root() + ": " + instead
                : "the store " + store.root() + ", which does not exist yet";
        return new OnecopyException(Fault.NOT_FOUND, "there is no dataset '" + name + "' in " + where);
    }

    static OnecopyException version(Store store, String name, long version) {
        List<Long> versions = store.versions(name);
        if (versions.isEmpty()) {
            return dataset(store, name);
        }
        OptionalLong current = store.currentVersion(name);
        String marked = current.isPresent() ? ", the current one is " + current.getAsLong() : "";
        return new OnecopyException(Fault.NOT_FOUND, "dataset '" + name + "' has no version " + version + ": it has "
                + listed(versions) + marked);
    }

    /** The version is there but cannot be pinned. */
    static OnecopyException pin(Store store, String name, long version) {
        return Files.exists(store.layout().pin(name, version))
                ? new OnecopyException(Fault.CONFLICT,
                        "version " + version + " of dataset '" + name + "' is being removed by another process")
                : FileFaults.damaged(store.layout().versionFolder(name, version),
                        "it has no file '" + StoreLayout.PIN + "'");
    }

    private static String listed(List<?> items) {
        String first = items.stream().limit(MAX_LISTED).map(Object::toString).collect(Collectors.joining(", "));
        int more = items.size() - MAX_LISTED;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
