package onecopy.service.coordinator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes that batches use, kept open between them: a search then touches nothing but mapped pages. One that was
 * replaced is closed after the last batch that began with it, one that nobody asks for after a while. Thread-safe.
 */
final class OpenIndexes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIndexes.class);
    /** An open index keeps the disk space of a removed version taken. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Map<String, Opened> byVersion = new HashMap<>();
    private final ScheduledExecutorService sweeper = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("onecopy-indexes").factory());

    OpenIndexes() {
        ScheduledFuture<?> _ = sweeper.scheduleWithFixedDelay(this::closeIdle, IDLE.toSeconds(), IDLE.toSeconds(),
                TimeUnit.SECONDS);
    }

    /** The index in a folder, or what is wrong with it; guarded by the cache. */
    private static final class Opened {
        private final Path folder;
        private final Optional<ValueIndex> index;
        private final String damage;
        private int leases;
        private boolean dropped;
        private long usedNs = System.nanoTime();

        Opened(Path folder, Optional<ValueIndex> index, String damage) {
            this.folder = folder;
            this.index = index;
            this.damage = damage;
        }

        void closeIfUnused() {
            if (dropped && leases == 0) {
                index.ifPresent(ValueIndex::close);
            }
        }
    }

    /** {@return a hold on the index of a version, or the reason why it has none that can be used} */
    synchronized Lease lease(DatasetVersion version) {
        String key = version.name() + "@" + version.version();
        Optional<Path> folder = IndexFolders.current(version.folder());
        Opened known = byVersion.get(key);
        if (known != null && !folder.equals(Optional.of(known.folder))) {
            drop(key);
            known = null;
        }
        if (folder.isEmpty()) {
            return new Lease(key, null);
        }
        if (known == null) {
            known = open(version, folder.get());
            byVersion.put(key, known);
        }
        known.leases++;
        return new Lease(key, known);
    }

    private static Opened open(DatasetVersion version, Path folder) {
        try {
            Optional<ValueIndex> index = ValueIndex.openCurrent(version);
            return new Opened(index.map(ValueIndex::folder).orElse(folder), index, "it was removed");
        } catch (OnecopyException e) {
            LOG.warn("{}", e.getMessage());
            return new Opened(folder, Optional.empty(), e.getMessage());
        }
    }

    private synchronized void closeIdle() {
        long nowNs = System.nanoTime();
        byVersion.entrySet().stream()
                .filter(entry -> entry.getValue().leases == 0 && nowNs - entry.getValue().usedNs > IDLE.toNanos())
                .map(Map.Entry::getKey).toList().forEach(this::drop);
    }

    private void drop(String key) {
        Opened opened = byVersion.remove(key);
        opened.dropped = true;
        opened.closeIfUnused();
    }

    /** Closes what no batch uses; the others are closed with their batches. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        synchronized (this) {
            byVersion.keySet().stream().toList().forEach(this::drop);
        }
    }

    /** A batch's hold on an index. For one thread. */
    final class Lease implements AutoCloseable {
        private final String key;
        private final Opened opened;

        private Lease(String key, Opened opened) {
            this.key = key;
            this.opened = opened;
        }

        /** {@return the index; empty where there is none that can be used} */
        Optional<ValueIndex> index() {
            return opened == null ? Optional.empty() : opened.index;
        }

        /** {@return why there is none} */
        String whyNone() {
            return opened == null ? key + " has no index" : "the index of " + key + " is not used: " + opened.damage;
        }

        /** Has later batches do without this index because it is damaged, until another one takes its place. */
        void distrust(OnecopyException damage) {
            synchronized (OpenIndexes.this) {
                if (byVersion.get(key) == opened) {
                    LOG.warn("{}", damage.getMessage());
                    drop(key);
                    byVersion.put(key, new Opened(opened.folder, Optional.empty(), damage.getMessage()));
                }
            }
        }

        @Override
        public void close() {
            synchronized (OpenIndexes.this) {
                if (opened != null) {
                    opened.leases--;
                    opened.usedNs = System.nanoTime();
                    opened.closeIfUnused();
                }
            }
        }
    }
}
