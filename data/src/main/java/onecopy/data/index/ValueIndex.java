package onecopy.data.index;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.store.DatasetVersion;

/**
 * An open index: a dataset's values in order with running totals of count, sum and functions, so that any threshold is
 * answered by a search, whatever the size of the data. Immutable and thread-safe; {@link #cursor()} gives each thread its
 * own way of asking.
 *
 * <p>
 * Answers are exact or refused. Opening checks the manifest, the length of every file, the top level and that first and last
 * entries agree with the dataset; every other piece of 4096 bytes is compared with its checksum before its first use, and a
 * damaged one ends the question with {@link Fault#CORRUPT}. The caller then scans instead and says so.
 *
 * <p>
 * Files that somebody changes although they must never change are found out afterwards: what was asked before a {@link
 * #requireIntact()} that succeeds may be believed. Anything else may be thrown before that, {@link InternalError} among it,
 * and then {@link #requireInnocent} tells whether the files are to blame.
 *
 * <p>
 * An index stays readable while it is open, even if another one is built and published meanwhile: its files are unlinked
 * then, not changed. Closing it while other threads still ask makes those questions fail with {@link
 * IllegalStateException}.
 */
public final class ValueIndex implements AutoCloseable {
    private static final int OPEN_ATTEMPTS = 8;

    private final IndexFiles files;
    private final IndexManifest manifest;
    private final OrderedValues ordered;
    private final IndexReader reader;
    private final CheckedArray values;
    private final CheckedArray totals;
    private final Map<String, CheckedArray> functionTotals = new HashMap<>();

    private ValueIndex(IndexFiles files, IndexManifest manifest) {
        this.files = files;
        this.manifest = manifest;
        IndexShape shape = manifest.shape();
        this.values = files.open(shape.values());
        this.totals = files.open(shape.totals());
        CheckedArray top = files.open(shape.top());
        this.ordered = new OrderedValues(shape.data(), values, files.open(shape.samples()), top);
        this.reader = shape.form() == IndexForm.DISTINCT
                ? new DistinctReader(shape, values, totals)
                : new SortedReader(shape, values, totals);
        for (IndexedFunction function : shape.functions()) {
            functionTotals.put(function.name(), files.open(shape.function(function)));
        }
        requireEnds();
        requireIntact();
        files.forget(top);
    }

    /**
     * {@return the index in use of a dataset's version; empty if it has none}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} if there is one that cannot be trusted
     */
    public static Optional<ValueIndex> openCurrent(DatasetVersion version) {
        return openCurrent(version.folder(), IndexedData.of(version.manifest()));
    }

    /** {@return the index in use in a version's folder; empty if it has none} */
    public static Optional<ValueIndex> openCurrent(Path versionFolder, IndexedData data) {
        for (int attempt = 1;; attempt++) {
            Optional<Path> folder = IndexFolders.current(versionFolder);
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(open(folder.get(), data));
            } catch (OnecopyException e) {
                boolean replaced = e.fault() == Fault.NOT_FOUND && attempt < OPEN_ATTEMPTS
                        && !IndexFolders.current(versionFolder).equals(folder);
                if (!replaced) {
                    throw missingIsCorrupt(e);
                }
            }
        }
    }

    private static OnecopyException missingIsCorrupt(OnecopyException e) {
        return e.fault() == Fault.NOT_FOUND
                ? new OnecopyException(Fault.CORRUPT, "the index is incomplete: " + e.getMessage(), e)
                : e;
    }

    /**
     * {@return the index in a folder}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} if it is damaged or an index of other values
     */
    public static ValueIndex open(Path folder, IndexedData data) {
        IndexManifest manifest = IndexManifest.read(folder.resolve(IndexLayout.MANIFEST));
        if (!manifest.shape().data().equals(data)) {
            throw new OnecopyException(Fault.CORRUPT,
                    "the index in " + folder + " is about other values: it was built of "
                            + manifest.shape().data().described() + ", but the dataset has " + data.described()
                            + "; 'onecopy index' builds it anew");
        }
        IndexFiles files = new IndexFiles(folder);
        try {
            return new ValueIndex(files, manifest);
        } catch (RuntimeException | Error e) {
            files.close();
            if (FileFaults.isFailedRead(e)) {
                throw files.unreadable(e);
            }
            throw e;
        }
    }

    private void requireEnds() {
        IndexShape shape = manifest.shape();
        Total128 sum = new Total128();
        reader.sum(entries(), 0, sum);
        long otherCount = shape.form() == IndexForm.DISTINCT ? count() : distinctCount();
        boolean agree = totals.checkedLong(0, 0) == 0
                && totals.checkedLong(shape.totalRows() - 1, 0) == otherCount
                && sum.toBigInteger().equals(sum())
                && endValuesAgree();
        if (!agree) {
            throw new OnecopyException(Fault.CORRUPT,
                    "the ends of the index in " + folder()
                            + " disagree with its manifest; 'onecopy index' builds it anew");
        }
    }

    private boolean endValuesAgree() {
        IndexedData data = manifest.shape().data();
        return count() == 0
                || (values.checkedValue(0) == data.min() && values.checkedValue(entries() - 1) == data.max());
    }

    /** {@return the folder the index was opened from, which may be gone by now} */
    public Path folder() {
        return files.folder();
    }

    /** {@return what the index is} */
    public IndexManifest manifest() {
        return manifest;
    }

    /** {@return distinct or sorted} */
    public IndexForm form() {
        return manifest.shape().form();
    }

    /** {@return number of values, equal ones counted one by one} */
    public long count() {
        return manifest.shape().data().count();
    }

    /** {@return number of distinct values} */
    public long distinctCount() {
        return manifest.shape().distinct();
    }

    /** {@return sum of all values} */
    public BigInteger sum() {
        return manifest.sum();
    }

    /** {@return a new cursor, to be used by one thread at a time} */
    public IndexCursor cursor() {
        return new IndexCursor(this, reader);
    }

    /** {@return number of values of at most n; nothing is allocated} */
    public long countAtMost(long n) {
        return reader.count(ordered.atMost(n), 0);
    }

    /**
     * {@return the value with a rank: 0 for the smallest, {@code count() - 1} for the largest; nothing is allocated}
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= rank < count()}
     */
    public long valueAt(long rank) {
        Objects.checkIndex(rank, count());
        return values.checkedValue(reader.entryOfRank(rank));
    }

    /**
     * Writes the values of {@code length} consecutive ranks, ascending, to the beginning of an array.
     *
     * @throws IndexOutOfBoundsException unless the ranks exist and the array has room for their values
     */
    public void copyValues(long firstRank, long[] into, int length) {
        Objects.checkFromIndexSize(firstRank, length, count());
        Objects.checkFromIndexSize(0, length, into.length);
        reader.copyValues(firstRank, into, length);
    }

    /**
     * {@return the function with its running totals, if the index has them and they were made with the same version of the
     * function; otherwise empty, and {@link #whyNotStored} says why}
     */
    public Optional<StoredFunction> stored(ElementFunction function) {
        return manifest.shape().functions().stream().filter(stored -> stored.matches(function)).findFirst()
                .map(stored -> new StoredFunction(function, functionTotals.get(stored.name()), stored.wide()));
    }

    /** {@return why {@link #stored} is empty, in a sentence; empty if it is not} */
    public Optional<String> whyNotStored(ElementFunction function) {
        for (IndexedFunction stored : manifest.shape().functions()) {
            if (stored.matches(function)) {
                return Optional.empty();
            }
            if (stored.name().equals(function.name())) {
                return Optional.of("the index holds '" + stored.name() + "' version " + stored.version()
                        + ", the function has version " + function.version());
            }
        }
        return Optional.of("the index holds no totals of '" + function.name() + "'");
    }

    /**
     * {@return number of entries: distinct values in the distinct form, all values in the sorted form. They are the unit in
     * which {@link #evaluate} is split between threads}
     */
    public long entries() {
        return ordered.entries();
    }

    /** {@return number of entries with a value of at most n} */
    public long entriesAtMost(long n) {
        return ordered.atMost(n);
    }

    /** Finds the places of some thresholds; {@return a number that means nothing, so that every read has a use} */
    int entriesAtMost(long[] thresholds, int from, int count, long[] entries, int[] scratch) {
        return ordered.atMost(thresholds, from, count, entries, scratch) ^ reader.touch(entries, from, count);
    }

    /**
     * Adds to a total the sum of any function over all values of the entries {@code [fromEntry, toEntry)}. The function is
     * evaluated once per distinct value in the distinct form, once per run of equal neighbours within a block in the sorted
     * form.
     *
     * @throws IndexOutOfBoundsException unless the entries exist
     */
    public void evaluate(ElementFunction function, long fromEntry, long toEntry, Total128 into) {
        Objects.checkFromToIndex(fromEntry, toEntry, entries());
        reader.evaluate(function, fromEntry, toEntry, into);
    }

    /** {@return the value of an entry} */
    long entry(long entry) {
        return values.checkedValue(Objects.checkIndex(entry, entries()));
    }

    /** {@return number of values before an entry} */
    long rankOfEntry(long entry) {
        return reader.count(entry, 0);
    }

    /** Sets a total to the sum in a row of the running totals; {@return the row's count or distinct count} */
    long totalsRow(long row, Total128 sum) {
        TotalRows.read(totals, row, 1, manifest.shape().wideSums(), sum);
        return totals.checkedLong(row, 0);
    }

    /** Checks that the search tree says of an entry that begins a block what the entry says. */
    void requireSample(long entry, long value) {
        if (!ordered.isSampled(entry, value)) {
            throw new OnecopyException(Fault.CORRUPT,
                    "the index in " + folder() + " is wrong: its samples are not its entries at entry " + entry);
        }
    }

    /**
     * Compares every piece of every array with its checksum; reads the whole index.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for the first that does not match
     */
    public void requireUndamaged() {
        ordered.requireUndamaged();
        totals.checkedRows();
        functionTotals.values().forEach(CheckedArray::checkedRows);
    }

    /**
     * Compares the pieces that hold some entries, and the running totals of these, with their checksums; best of a newly
     * opened index, because pieces used before are not compared again.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for the first that does not match
     */
    public void requireUndamaged(long fromEntry, long toEntry) {
        Objects.checkFromToIndex(fromEntry, toEntry, entries());
        long entriesPerRow = form() == IndexForm.DISTINCT ? 1 : IndexLayout.BLOCK_ENTRIES;
        long fromRow = fromEntry / entriesPerRow;
        long toRow = Math.min(totals.rows(), Math.ceilDiv(toEntry, entriesPerRow) + 1);
        values.requireRows(fromEntry, toEntry);
        totals.requireRows(fromRow, toRow);
        functionTotals.values().forEach(array -> array.requireRows(fromRow, toRow));
        ordered.requireSamplesUndamaged();
    }

    /**
     * Goes on where everything this index was asked so far, by any thread, was told from the bytes that its builder wrote:
     * looks at the files that were read and, where one was renamed, removed or touched, compares all pieces that were used
     * once more. Takes some microseconds otherwise.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} if one was written to, cut short or replaced by damage
     */
    public void requireIntact() {
        files.requireIntact();
    }

    /** {@return whether {@link #requireIntact} has found another file, or a file changed: it is time to open it anew} */
    public boolean hasChanged() {
        return files.hasChanged();
    }

    /**
     * Takes the files as they are now for those that were opened, and forgets what of them was compared with its checksum.
     * The caller makes sure that nobody asks meanwhile.
     */
    public void startOver() {
        files.startOver();
    }

    /**
     * Returns where a failed question is not the fault of this index's files.
     *
     * @param failure what was thrown by a question, or by whoever made something of its answer
     * @throws OnecopyException with {@link Fault#CORRUPT} where files were changed or could not be read
     */
    public void requireInnocent(Throwable failure) {
        files.requireInnocent(failure);
    }

    /** {@return the bytes of all entries, after all of them were checked; for whoever adds totals to the index} */
    public MemorySegment orderedValues() {
        return values.checkedRows();
    }

    /** {@return the bytes of all running totals, after all of them were checked} */
    public MemorySegment runningTotals() {
        return totals.checkedRows();
    }

    /** Unmaps the files. Closing twice is harmless. */
    @Override
    public void close() {
        files.close();
    }
}
