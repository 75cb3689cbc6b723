package onecopy.service.coordinator;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.ValueIndex;
import onecopy.data.mapped.FileStamp;
import onecopy.data.store.DatasetVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in one folder, or the reason why it is of no use. Closed once it was dropped and nobody uses it any more.
 * Guarded by the lock of {@link OpenVersions}.
 */
final class OpenIndex {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIndex.class);
    /** What could not be opened for want of memory or descriptors, or of a permission, may be opened later. */
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(5);

    private final Path folder;
    private final Optional<FileStamp> manifest;
    private final Optional<ValueIndex> index;
    private final OnecopyException damage;
    private final long openedNs = System.nanoTime();
    private int users;
    private boolean dropped;

    private OpenIndex(Path folder, Optional<FileStamp> manifest, Optional<ValueIndex> index,
            OnecopyException damage) {
        this.folder = folder;
        this.manifest = manifest;
        this.index = index;
        this.damage = damage;
    }

    /** Opens the index in use of a version, which was in this folder a moment ago. */
    static OpenIndex open(DatasetVersion version, Path folder) {
        Optional<FileStamp> manifest = manifestIn(folder);
        try {
            Optional<ValueIndex> index = ValueIndex.openCurrent(version);
            return new OpenIndex(index.map(ValueIndex::folder).orElse(folder), manifest, index,
                    new OnecopyException(Fault.NOT_FOUND, "it was removed"));
        } catch (OnecopyException e) {
            return useless(folder, e);
        }
    }

    /** {@return what stands for the index in a folder from the moment on that it is known to be damaged} */
    static OpenIndex useless(Path folder, OnecopyException damage) {
        LOG.warn("{}", damage.getMessage());
        return new OpenIndex(folder, manifestIn(folder), Optional.empty(), damage);
    }

    private static Optional<FileStamp> manifestIn(Path folder) {
        return FileStamp.find(folder.resolve(IndexLayout.MANIFEST));
    }

    Path folder() {
        return folder;
    }

    /** {@return whether a folder is this one, and still holds the index that was opened, or found useless} */
    boolean isIn(Path other) {
        return folder.equals(other) && manifest.equals(manifestIn(other))
                && index.stream().noneMatch(ValueIndex::hasChanged) && !mayBeSound();
    }

    private boolean mayBeSound() {
        return isUseless() && damage.fault() != Fault.CORRUPT && System.nanoTime() - openedNs > RETRY_NS;
    }

    Optional<ValueIndex> index() {
        return index;
    }

    /** {@return whether there is an index, but a damaged one} */
    boolean isUseless() {
        return index.isEmpty() && damage.fault() != Fault.NOT_FOUND;
    }

    /** {@return why there is no index} */
    OnecopyException damage() {
        return damage;
    }

    void use() {
        users++;
    }

    void release() {
        users--;
        closeIfUnused();
    }

    void drop() {
        dropped = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (dropped && users == 0) {
            index.ifPresent(ValueIndex::close);
        }
    }
}
