package onecopy.service.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.Units;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetSummary;
import onecopy.data.store.Manifest;
import onecopy.data.store.Store;

/** The store: whether it can be used, where it lies, and whether its datasets are sound. */
final class StoreChecks {
    private static final long LITTLE_SPACE_BYTES = 1_000_000_000;

    private final Store store;

    StoreChecks(Store store) {
        this.store = store;
    }

    static List<DatasetSummary> summaries(Store store) {
        try {
            return Files.isDirectory(store.root()) ? store.list() : List.of();
        } catch (OnecopyException _) {
            return List.of();
        }
    }

    static long largestBytes(List<DatasetSummary> summaries) {
        return summaries.stream().flatMap(summary -> summary.manifest().stream()).mapToLong(Manifest::valuesFileBytes)
                .max().orElse(0);
    }

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(List.of(access()));
        Disk disk = Disk.of(store.root());
        List<DatasetSummary> summaries = summaries(store);
        findings.add(kind(disk));
        findings.add(space(disk, summaries));
        for (DatasetSummary summary : summaries) {
            summary.problem().ifPresent(problem -> findings.add(Finding.error("dataset",
                    summary.name() + "@" + summary.version() + ": " + problem, remedy(summary))));
        }
        return findings;
    }

    /** What a link leads to is not the store's: neither load nor drop touches it. */
    private String remedy(DatasetSummary summary) {
        Path dataset = store.layout().datasetFolder(summary.name());
        Path version = store.layout().versionFolder(summary.name(), summary.version());
        for (Path folder : List.of(dataset, version)) {
            if (Files.isSymbolicLink(folder)) {
                return "remove the link: rm '" + folder + "'";
            }
        }
        return "load it again, then 'onecopy drop " + summary.name() + "@" + summary.version() + "'";
    }

    private Finding access() {
        Path root = store.root();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            return Finding.error("store", root + " is not a folder", "choose another one with --store DIR");
        }
        if (Files.isDirectory(root) && !(Files.isReadable(root) && Files.isExecutable(root))) {
            return Finding.error("store", "no permission to read " + root, "chmod u+rx '" + root + "'");
        }
        Path existing = Disk.existingAncestor(root);
        if (!Files.isWritable(existing)) {
            return Finding.warning("store", "no permission to write in " + existing + ": queries work, load does not",
                    "choose another one with --store DIR, or change the folder's permissions");
        }
        int datasets = (int) summaries(store).stream().filter(DatasetSummary::current).count();
        return Finding.ok("store", root + (Files.exists(root)
                ? ", " + datasets + (datasets == 1 ? " dataset" : " datasets")
                : ", made by the first load"));
    }

    private static Finding kind(Disk disk) {
        if (disk.isRemote()) {
            return Finding.warning("store's disk", disk.type() + " is a remote or user-space file system: pages come"
                    + " over it, and a file changed elsewhere can end a worker", "use a local disk for the store");
        }
        if (disk.isInMemory()) {
            return Finding.warning("store's disk", disk.type() + " is memory: datasets are gone after a restart",
                    "use a disk, the page cache holds what is used in memory anyway");
        }
        return Finding.ok("store's disk", disk.type());
    }

    private static Finding space(Disk disk, List<DatasetSummary> summaries) {
        long largest = largestBytes(summaries);
        String free = Units.size(disk.freeBytes()) + " free";
        if (disk.freeBytes() < largest) {
            return Finding.warning("disk space", free + ", but the largest dataset takes " + Units.size(largest)
                    + ": a new version of it does not fit beside the old one",
                    "free some space, or drop what is not used");
        }
        return disk.freeBytes() < LITTLE_SPACE_BYTES
                ? Finding.warning("disk space", free, "free some space before loading a large dataset")
                : Finding.ok("disk space", free);
    }
}
