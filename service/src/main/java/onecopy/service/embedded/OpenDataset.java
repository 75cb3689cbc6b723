package onecopy.service.embedded;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.IndexedData;
import onecopy.data.index.ValueIndex;
import onecopy.data.mapped.FileStamp;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;
import onecopy.data.store.Store;
import onecopy.data.store.Verification;
import onecopy.data.zones.ZoneMap;
import onecopy.service.plan.BatchPlan;
import onecopy.service.plan.NoIndex;
import onecopy.service.plan.Planner;
import onecopy.service.plan.Subject;
import onecopy.service.query.Answer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;

/**
 * A version of a dataset, open in this process: the very pages that the workers of a service read, and the same queries and
 * answers. It stays what it was when it was opened, whatever is loaded meanwhile.
 *
 * <pre>{@code
 * try (OpenDataset numbers = OpenDataset.open(Store.at(folder), "numbers")) {
 *     Answer answer = numbers.ask(new RangeQuery(Range.atMost(400_000), List.of(Aggregate.COUNT, Aggregate.SUM)));
 *
 *     IndexCursor cursor = numbers.cursor(); // one a thread; nothing is allocated per question
 *     long count = cursor.seekAtMost(400_000).count();
 * }
 * }</pre>
 *
 * Thread-safe: any number of threads ask at the same time, each computing what it asks for. Closing waits for the questions
 * that are being answered; later ones fail with {@link IllegalStateException}.
 */
public final class OpenDataset implements AutoCloseable {
    private final DatasetVersion version;
    private final IndexedData data;
    private final Optional<ValueIndex> index;
    private final NoIndex noIndex;
    private final Planner planner;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;
    private boolean startedOver;
    private MappedValues values;
    private Optional<ZoneMap> zones;

    private OpenDataset(DatasetVersion version, FunctionRegistry functions) {
        this.version = version;
        this.data = IndexedData.of(version.manifest());
        this.planner = new Planner(functions, _ -> true);
        Optional<ValueIndex> opened = Optional.empty();
        String named = version.name() + "@" + version.version();
        NoIndex reason = NoIndex.notBuilt(named);
        try {
            opened = ValueIndex.openCurrent(version);
        } catch (OnecopyException e) {
            if (e.fault() != Fault.CORRUPT) {
                throw e;
            }
            reason = NoIndex.useless(named, e);
        }
        this.index = opened;
        this.noIndex = reason;
    }

    /**
     * {@return a version, to be closed, that knows the functions on the class path}
     *
     * @param reference {@code NAME} for the current version, {@code NAME@VERSION} for any
     * @throws OnecopyException as {@link Store#open(DatasetReference)}
     */
    public static OpenDataset open(Store store, String reference) {
        return open(store, reference, FunctionRegistry.of());
    }

    /** {@return a version, to be closed, that knows these functions; they are called by the threads that ask} */
    public static OpenDataset open(Store store, String reference, FunctionRegistry functions) {
        DatasetVersion version = store.open(DatasetReference.parse(reference));
        try {
            return new OpenDataset(version, functions);
        } catch (RuntimeException | Error e) {
            version.close();
            throw e;
        }
    }

    /** {@return what the version is} */
    public Manifest manifest() {
        return version.manifest();
    }

    /** {@return number of the version} */
    public long version() {
        return version.version();
    }

    /** {@return the answer to a query, from the index where that is possible} */
    public Answer ask(Query query) {
        return ask(List.of(query), PlanKind.AUTO).getFirst();
    }

    /** {@return the answers to queries, in their order, from the index where that is possible} */
    public List<Answer> ask(List<? extends Query> queries) {
        return ask(queries, PlanKind.AUTO);
    }

    /**
     * {@return the answers to queries, in their order; what needs a pass over the data shares it}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where they cannot be answered in this way, with
     *     {@link Fault#CORRUPT} where a file is damaged, with {@link Fault#FUNCTION_FAILED} where a function throws
     */
    public List<Answer> ask(List<? extends Query> queries, PlanKind plan) {
        life.readLock().lock();
        try {
            requireOpen();
            return answers(List.copyOf(queries), plan);
        } finally {
            life.readLock().unlock();
            index.filter(ValueIndex::hasChanged).ifPresent(this::startOver);
        }
    }

    /** What was changed is compared with its checksums anew by the questions to come, and used as far as it is sound. */
    private void startOver(ValueIndex changed) {
        if (life.writeLock().tryLock()) {
            try {
                if (!closed) {
                    startedOver = true;
                    changed.startOver();
                }
            } finally {
                life.writeLock().unlock();
            }
        }
    }

    private List<Answer> answers(List<Query> queries, PlanKind wanted) {
        LocalPasses passes = new LocalPasses(this::values);
        BatchPlan plan = null;
        try {
            plan = planner.plan(queries, wanted, subject(index, noIndex), passes::requireTime);
            return plan.execute(passes);
        } catch (OnecopyException e) {
            boolean blamesIndex = index.isPresent() && (plan == null || !plan.readsValues());
            if (e.fault() != Fault.CORRUPT || !blamesIndex || wanted == PlanKind.INDEX) {
                throw e;
            }
            Subject withoutIndex = subject(Optional.empty(), new NoIndex(e.fault(), e.getMessage()));
            return planner.plan(queries, wanted, withoutIndex, passes::requireTime).execute(passes);
        }
    }

    private Subject subject(Optional<ValueIndex> usedIndex, NoIndex whyNone) {
        return new Subject(version.name(), data, usedIndex, whyNone, this::zones);
    }

    /**
     * {@return a new cursor of the index, for one thread and as many questions as it likes} It asks for what is below a place in
     * the order of all values, and allocates nothing. Nobody looks meanwhile whether files are changed that must never change:
     * {@link #requireIntact()} does, for all that cursors told before. Once this is closed a cursor fails with {@link
     * IllegalStateException}.
     *
     * @throws OnecopyException with {@link Fault#NOT_FOUND} where there is no index, with {@link Fault#CORRUPT} where it is damaged
     */
    public IndexCursor cursor() {
        return index.orElseThrow(() -> new OnecopyException(
                noIndex.fault() == Fault.CORRUPT ? Fault.CORRUPT : Fault.NOT_FOUND, noIndex.why())).cursor();
    }

    /**
     * Goes on where everything that cursors told so far is what was published: the files of the index are as they were when
     * this was opened.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} otherwise: what cursors told may be wrong, a dataset opened anew
     *     tells it again
     */
    public void requireIntact() {
        life.readLock().lock();
        try {
            requireOpen();
            index.ifPresent(ValueIndex::requireIntact);
            if (startedOver) {
                throw FileFaults.damaged("the index of " + version.name() + "@" + version.version(),
                        "its files were changed after it was opened; open it again");
            }
        } finally {
            life.readLock().unlock();
        }
    }

    private synchronized MappedValues values() {
        if (values == null) {
            values = mapSound();
        }
        return values;
    }

    /** What is looked at is what was mapped: nobody may put another file in its place in between. */
    private MappedValues mapSound() {
        FileStamp before = FileStamp.require(version.valuesFile());
        MappedValues mapped = version.map();
        try {
            if (!version.isCurrent() || version.valuesChangedSince()) {
                requireSound();
            }
            if (!FileStamp.require(version.valuesFile()).equals(before)) {
                throw FileFaults.damaged(version.valuesFile(), "it was replaced or changed while it was opened");
            }
            return mapped;
        } catch (RuntimeException | Error e) {
            mapped.close();
            throw e;
        }
    }

    private void requireSound() {
        Verification found = Verification.of(version, _ -> {});
        if (!found.isSound()) {
            throw new OnecopyException(Fault.CORRUPT, version.valuesFile() + " is not as it was published: "
                    + found.damages().getFirst() + "; load '" + version.name() + "' again");
        }
    }

    private synchronized Optional<ZoneMap> zones() {
        if (zones == null) {
            zones = version.zones();
        }
        return zones;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the dataset is closed");
        }
    }

    /** Unmaps and unpins. Closing twice is harmless. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                index.ifPresent(ValueIndex::close);
                if (values != null) {
                    values.close();
                }
                version.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}
