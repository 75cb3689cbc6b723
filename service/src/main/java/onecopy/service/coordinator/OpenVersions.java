package onecopy.service.coordinator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.ValueIndex;
import onecopy.data.mapped.FileStamp;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.data.zones.ZoneMap;
import onecopy.service.plan.NoIndex;
import onecopy.service.wire.Quarantined;

/**
 * The versions that batches ask about, open between batches: opening one costs more than answering from its index. A version
 * stays pinned for a moment after its last batch and its index open for a little longer; a new version, and another index,
 * are seen by the next batch. Thread-safe.
 */
final class OpenVersions implements AutoCloseable {
    /** A pinned version is not removed when a new one is loaded. */
    private static final long PIN_NS = TimeUnit.SECONDS.toNanos(1);
    /** An open index keeps its disk space taken even if its version is removed. */
    private static final long INDEX_NS = TimeUnit.SECONDS.toNanos(20);

    private final Store store;
    private final Map<String, Opened> byName = new HashMap<>();
    private final DamagedParts damaged = new DamagedParts();
    private final ScheduledExecutorService sweeper = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("onecopy-versions").factory());
    private boolean sweepAhead;
    private boolean closed;

    OpenVersions(Store store) {
        this.store = store;
    }

    /** A version; guarded by the cache. */
    private static final class Opened {
        private final FileStamp stamp;
        private DatasetVersion version;
        private OpenIndex index;
        private Optional<ZoneMap> zones;
        private int users;
        private long usedNs;
        private boolean retired;

        Opened(DatasetVersion version) {
            this.stamp = version.stamp();
            this.version = version;
        }

        /** Its files are no longer there: batches that began with it may end with it. */
        void retire() {
            retired = true;
            dropIndex();
            unpinIfUnused();
        }

        void unpinIfUnused() {
            if (users == 0) {
                unpin();
            }
        }

        boolean idleFor(long ns) {
            return users == 0 && System.nanoTime() - usedNs >= ns;
        }

        void refreshIndex() {
            try {
                replaceIndex(IndexFolders.current(version.folder()), path -> OpenIndex.open(version, path));
            } catch (OnecopyException e) {
                Path link = IndexLayout.link(version.folder());
                replaceIndex(Optional.of(link), path -> OpenIndex.useless(path, e));
            }
        }

        private void replaceIndex(Optional<Path> folder, Function<Path, OpenIndex> opening) {
            boolean same = folder.isPresent() && index != null && index.isIn(folder.get());
            if (!same) {
                dropIndex();
                index = folder.map(opening).orElse(null);
            }
        }

        void unpin() {
            if (version != null) {
                version.close();
                version = null;
            }
        }

        void dropIndex() {
            if (index != null) {
                index.drop();
                index = null;
            }
        }
    }

    /**
     * {@return a hold on a version, pinned}
     *
     * @param unusable is told of a version that contradicts itself or may not be read, and why
     * @throws OnecopyException as {@link Store#open(DatasetReference)}
     */
    Lease lease(DatasetReference reference, ObjLongConsumer<OnecopyException> unusable) {
        OptionalLong number = reference.version().isPresent()
                ? reference.version()
                : store.currentVersion(reference.name());
        Optional<Lease> known = number.isEmpty() ? Optional.empty() : leaseKnown(reference.name(), number.getAsLong());
        return known.orElseGet(() -> leaseFresh(number.isEmpty()
                ? store.open(reference)
                : open(reference, number.getAsLong(), unusable)));
    }

    private DatasetVersion open(DatasetReference reference, long number, ObjLongConsumer<OnecopyException> unusable) {
        try {
            return store.open(reference.name(), number);
        } catch (OnecopyException e) {
            if (e.fault() == Fault.CORRUPT || e.fault() == Fault.PERMISSION_DENIED) {
                unusable.accept(e, number);
            }
            if (e.fault() == Fault.NOT_FOUND && reference.version().isEmpty()) {
                // Another one has become the current version since.
                return store.open(reference);
            }
            throw e;
        }
    }

    private synchronized Optional<Lease> leaseKnown(String name, long number) {
        Opened opened = byName.get(key(name, number));
        boolean isThere = opened != null && opened.version != null && opened.version.isCurrent();
        return isThere ? Optional.of(use(opened)) : Optional.empty();
    }

    private synchronized Lease leaseFresh(DatasetVersion fresh) {
        String key = key(fresh.name(), fresh.version());
        Opened known = byName.get(key);
        if (known != null && !known.stamp.equals(fresh.stamp())) {
            byName.remove(key).retire();
        }
        Opened opened = byName.computeIfAbsent(key, _ -> new Opened(fresh));
        if (opened.version == null) {
            opened.version = fresh;
        } else if (opened.version != fresh) {
            fresh.close();
        }
        return use(opened);
    }

    private Lease use(Opened opened) {
        opened.refreshIndex();
        noteIndex(opened);
        opened.users++;
        if (opened.index != null) {
            opened.index.use();
        }
        return new Lease(opened);
    }

    private void noteIndex(Opened opened) {
        if (opened.index != null && opened.index.isUseless()) {
            damaged.addIndex(opened.version, opened.index);
        } else {
            damaged.remove(Quarantined.Kind.INDEX, opened.version);
        }
    }

    /** {@return the indexes and zone maps that batches do without because they were damaged a second ago} */
    List<Quarantined> damagedParts() {
        return damaged.cases();
    }

    private static String key(String name, long number) {
        return name + "@" + number;
    }

    private void sweepLater() {
        if (!sweepAhead && !closed) {
            sweepAhead = true;
            ScheduledFuture<?> _ = sweeper.schedule(this::sweep, PIN_NS, TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        damaged.sweep();
        sweepOpened();
    }

    private synchronized void sweepOpened() {
        sweepAhead = false;
        for (Iterator<Opened> all = byName.values().iterator(); all.hasNext();) {
            Opened opened = all.next();
            if (opened.idleFor(PIN_NS)) {
                opened.unpin();
            }
            if (opened.idleFor(INDEX_NS)) {
                opened.dropIndex();
                all.remove();
            }
        }
        if (!byName.isEmpty() || !damaged.isEmpty()) {
            sweepLater();
        }
    }

    /** Closes what no batch uses; the rest is closed with its batches. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        synchronized (this) {
            closed = true;
            for (Opened opened : byName.values()) {
                opened.retire();
            }
            byName.clear();
        }
    }

    /** A batch's hold on a version. For one thread. */
    final class Lease implements AutoCloseable {
        private final Opened opened;
        private final OpenIndex index;

        private Lease(Opened opened) {
            this.opened = opened;
            this.index = opened.index;
        }

        /** {@return the version} */
        DatasetVersion version() {
            return opened.version;
        }

        /** {@return its index; empty where it has none that can be used} */
        Optional<ValueIndex> index() {
            return index == null ? Optional.empty() : index.index();
        }

        /** {@return why it has none} */
        NoIndex whyNoIndex() {
            String name = key(version().name(), version().version());
            return index == null ? NoIndex.notBuilt(name) : NoIndex.useless(name, index.damage());
        }

        /**
         * {@return its zone map; empty if it has none}
         *
         * @throws OnecopyException if it has one that cannot be trusted
         */
        Optional<ZoneMap> zones() {
            synchronized (OpenVersions.this) {
                if (opened.zones == null) {
                    opened.zones = readZones();
                }
                return opened.zones;
            }
        }

        private Optional<ZoneMap> readZones() {
            try {
                Optional<ZoneMap> zones = version().zones();
                damaged.remove(Quarantined.Kind.ZONES, version());
                return zones;
            } catch (OnecopyException e) {
                if (FileFaults.isUnusable(e)) {
                    damaged.addZones(version(), e);
                }
                throw e;
            }
        }

        /**
         * Has later batches do without this index because it is damaged, until another one takes its place.
         *
         * @param mayOpenAgain whether the next batch looks what is damaged in an index whose files were changed
         */
        void distrustIndex(OnecopyException damage, boolean mayOpenAgain) {
            synchronized (OpenVersions.this) {
                if (opened.index == index) {
                    boolean again = mayOpenAgain && index.index().stream().anyMatch(ValueIndex::hasChanged);
                    opened.dropIndex();
                    opened.index = again ? null : OpenIndex.useless(index.folder(), damage);
                    noteIndex(opened);
                }
            }
        }

        @Override
        public void close() {
            synchronized (OpenVersions.this) {
                if (index != null) {
                    index.release();
                }
                opened.users--;
                opened.usedNs = System.nanoTime();
                if (opened.retired) {
                    opened.unpinIfUnused();
                }
                sweepLater();
            }
        }
    }
}
