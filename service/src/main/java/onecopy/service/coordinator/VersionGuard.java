package onecopy.service.coordinator;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.mapped.FileStamp;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.data.store.StoreLayout;
import org.slf4j.LoggerFactory;

/**
 * Lets batches read the values of a version only as long as they are those that were published. Length, file and time of the
 * last write are looked at for every batch; all block checksums are compared where these say that something was changed,
 * or always, once, where that is wished. Thread-safe.
 */
final class VersionGuard implements AutoCloseable {
    private static final int MOST_KNOWN = 1_024;

    private final Store store;
    private final boolean paranoid;
    private final Quarantine quarantine;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private final ExecutorService checker;
    private volatile boolean closed;

    /** A version; guarded by the guard. */
    private static final class Known {
        private FileStamp sound;
        private ChecksumCheck check;
    }

    /** @param paranoid whether to compare the checksums of every version before its first batch */
    VersionGuard(Store store, boolean paranoid, Quarantine quarantine) {
        this.store = store;
        this.paranoid = paranoid;
        this.quarantine = quarantine;
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("onecopy-checksums").factory());
        one.allowCoreThreadTimeOut(true);
        this.checker = one;
    }

    /**
     * Lets a batch in.
     *
     * @throws OnecopyException where the version is in quarantine, or gets there because its values are not those that were
     *     published
     */
    Admission admit(DatasetVersion dataset, Deadline deadline, Cancellation cancellation) {
        quarantine.requireFree(dataset.name(), dataset.version());
        Admission admission = new Admission(dataset, look(dataset));
        admission.awaitChecks(deadline, cancellation);
        return admission;
    }

    /** Shuts the version away and {@return the cause, to be thrown} */
    OnecopyException shut(DatasetVersion dataset, OnecopyException cause) {
        quarantine.shut(dataset, cause);
        return cause;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    private FileStamp look(DatasetVersion dataset) {
        try {
            FileStamp stamp = FileStamp.of(dataset.valuesFile());
            long promisedBytes = dataset.manifest().valuesFileBytes();
            if (stamp.lengthBytes() != promisedBytes) {
                throw shut(dataset, corrupt(dataset, "has " + stamp.lengthBytes() + " bytes instead of " + promisedBytes
                        + ": something writes to a file that must never change"));
            }
            return stamp;
        } catch (NoSuchFileException _) {
            throw shut(dataset, corrupt(dataset, "is gone"));
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + dataset.valuesFile(), e);
        }
    }

    private static OnecopyException corrupt(DatasetVersion dataset, String what) {
        return new OnecopyException(Fault.CORRUPT, dataset.valuesFile() + " " + what + "; load '" + dataset.name()
                + "' again");
    }

    /** {@return the comparison that has to succeed before these values may be believed; empty where they may} */
    private synchronized Optional<ChecksumCheck> checkOf(DatasetVersion dataset, FileStamp now) {
        Known version = known.computeIfAbsent(dataset.name() + "@" + dataset.version(), _ -> new Known());
        boolean isFirstLook = version.sound == null && version.check == null;
        boolean asPublished = isFirstLook && !paranoid && !dataset.valuesChangedSince();
        if (asPublished || (version.check != null && version.check.isSound(now))) {
            version.sound = now;
            version.check = null;
        }
        if (now.equals(version.sound)) {
            return Optional.empty();
        }
        if (version.check == null || !version.check.isOf(now)) {
            if (!paranoid || version.sound != null) {
                LoggerFactory.getLogger(VersionGuard.class)
                        .warn("{} was changed after it was published: its checksums are"
                                + " compared before it is read", dataset.valuesFile());
            }
            version.check = compare(dataset, now);
        }
        return Optional.of(version.check);
    }

    private ChecksumCheck compare(DatasetVersion dataset, FileStamp now) {
        try {
            return ChecksumCheck.start(store, dataset, now, checker, () -> closed);
        } catch (RejectedExecutionException e) {
            throw new OnecopyException(Fault.UNAVAILABLE, "the coordinator is stopping", e);
        }
    }

    /** Believes the values of a version only after another comparison. */
    private synchronized void doubt(DatasetVersion dataset, FileStamp now) {
        Known version = known.computeIfAbsent(dataset.name() + "@" + dataset.version(), _ -> new Known());
        boolean isBeingCompared = version.check != null && version.check.isOf(now);
        if (!isBeingCompared) {
            version.sound = null;
            version.check = compare(dataset, now);
        }
    }

    /** Gives up what is being compared. */
    @Override
    public void close() {
        closed = true;
        checker.shutdownNow();
    }

    /** A batch that may read a version. For one thread. */
    final class Admission implements AutoCloseable {
        private final DatasetVersion dataset;
        private FileStamp stamp;
        private Optional<ReadLease> lease = Optional.empty();

        private Admission(DatasetVersion dataset, FileStamp stamp) {
            this.dataset = dataset;
            this.stamp = stamp;
        }

        DatasetVersion dataset() {
            return dataset;
        }

        VersionGuard guard() {
            return VersionGuard.this;
        }

        /**
         * Has the kernel keep writers away until this is closed, where it can.
         *
         * @throws OnecopyException with {@link Fault#CORRUPT} where somebody has written to the values and may go on: what is
         *     stored through a mapping later shows in no time of the file. The version is in quarantine then
         */
        void lease() {
            if (lease.isEmpty()) {
                lease = ReadLease.take(dataset.valuesFile());
                if (lease.isEmpty() && dataset.valuesWrittenSince() && isKeptByWriter()) {
                    throw shut(dataset,
                            corrupt(dataset, "was written to after it was published, and another process has"
                                    + " it open for writing still: something writes to a file that must never change"));
                }
            }
        }

        private boolean isKeptByWriter() {
            try {
                return ReadLease.isKeptByWriter(dataset.valuesFile(), dataset.folder().resolve(StoreLayout.MANIFEST));
            } catch (IOException e) {
                throw OnecopyException.ofIo("look at " + dataset.valuesFile(), e);
            }
        }

        /** {@return whether a writer waits for the end of this batch} */
        boolean isWriterWaiting() {
            return lease.isPresent() && lease.get().isBroken();
        }

        /**
         * Goes on where the values are still those that were let in, as far as a look at the file tells, and nobody wants to
         * write to them.
         *
         * @throws OnecopyException with {@link Fault#CORRUPT}; the version is in quarantine then
         */
        void requireUnchanged() {
            if (isWriterWaiting()) {
                throw shut(dataset,
                        corrupt(dataset, "was opened for writing by another process while it was read, which is"
                                + " kept waiting for a moment: something writes to a file that must never change"));
            }
            lookAgain();
        }

        /** Lets go of the values; no worker reads them any more. */
        @Override
        public void close() {
            lease.ifPresent(ReadLease::close);
            lease = Optional.empty();
        }

        /**
         * Goes on where the values are those that were published: looks at the file and, where anything about it has
         * changed, waits until its checksums have been compared.
         *
         * @return whether nothing about it has changed since it was let in or last confirmed; otherwise other values may have
         *     been there for a while
         * @throws OnecopyException as {@link #requireUnchanged}, and where a block is damaged
         */
        boolean confirm(Deadline deadline, Cancellation cancellation) {
            FileStamp before = stamp;
            stamp = lookAgain();
            boolean untouched = stamp.equals(before);
            awaitChecks(deadline, cancellation);
            return untouched;
        }

        /** {@return the fingerprint of the file that was let in} */
        long fingerprint() {
            return stamp.contentFingerprint();
        }

        /**
         * {@return the error to end a batch with whose workers could not have the values} The version is shut away where the
         * file, or a comparison with its checksums, says that it is to blame, and not the fleet or its memory.
         */
        OnecopyException explain(OnecopyException failure, Deadline deadline, Cancellation cancellation) {
            try {
                stamp = lookAgain();
                doubt(dataset, stamp);
                awaitChecks(deadline, cancellation);
                return failure;
            } catch (OnecopyException found) {
                boolean undecided = found.fault() == Fault.TIMEOUT || found.fault() == Fault.BUSY;
                return undecided ? failure : found;
            }
        }

        private void awaitChecks(Deadline deadline, Cancellation cancellation) {
            Optional<ChecksumCheck> check = checkOf(dataset, stamp);
            while (check.isPresent()) {
                Optional<OnecopyException> failure = check.get().await(dataset, deadline, cancellation);
                if (failure.isPresent()) {
                    throw FileFaults.isUnusable(failure.get()) ? shut(dataset, failure.get()) : failure.get();
                }
                stamp = lookAgain();
                check = checkOf(dataset, stamp);
            }
        }

        private FileStamp lookAgain() {
            FileStamp now = look(dataset);
            if (!now.hasContentOf(stamp)) {
                throw shut(dataset,
                        corrupt(dataset, "was replaced or written to while it was read: something writes to a"
                                + " file that must never change"));
            }
            return now;
        }
    }
}
