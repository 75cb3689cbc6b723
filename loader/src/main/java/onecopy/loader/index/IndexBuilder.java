package onecopy.loader.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexArray;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexManifest;
import onecopy.data.index.IndexShape;
import onecopy.data.index.IndexedData;
import onecopy.data.index.IndexedFunction;
import onecopy.data.index.ValueIndex;

/**
 * Builds an index into an empty folder. Values of a small range are counted; all others are sorted in the file that becomes
 * the sorted form or, once the number of distinct values is known, is replaced by the smaller distinct form.
 *
 * <p>
 * Nothing is forced to the disk: an index can always be built again, and every piece of it carries a checksum that is
 * compared before use, so what a power failure leaves of it is refused like any other damage.
 */
public final class IndexBuilder {
    private final IndexedData data;
    private final MemorySegment values;
    private final Path folder;
    private final IndexOptions options;
    private final BuildCrew crew;
    private final MemoryPlan plan;

    private IndexBuilder(IndexedData data, MemorySegment values, Path folder, IndexOptions options) {
        this.data = data;
        this.values = values;
        this.folder = folder;
        this.options = options;
        this.crew = new BuildCrew(options.threads(), options.progress());
        this.plan = MemoryPlan.of(Math.min(options.memoryBytes(), Runtime.getRuntime().maxMemory()),
                options.threads(), data.count());
    }

    /**
     * Builds an index. Interrupting the calling thread ends the build; what is in the folder then is of no use.
     *
     * @param data what the values are
     * @param values exactly the elements
     * @param folder exists and is empty
     * @return what was built
     * @throws OnecopyException with {@link Fault#CORRUPT} if the values are not what {@code data} says, with
     *     {@link Fault#CANCELLED} if the build was interrupted, with {@link Fault#FUNCTION_FAILED} if a function threw
     */
    public static IndexManifest build(IndexedData data, MemorySegment values, Path folder, IndexOptions options) {
        return new IndexBuilder(data, values, folder, options).build();
    }

    private IndexManifest build() {
        try (OrderedArrays ordered = order()) {
            IndexShape shape = ordered.shape();
            Map<String, Integer> checks = new HashMap<>();
            seal(ordered.totals(), checks);
            try (ArrayWriter samples = Samples.of(ordered.values(), data.type(), folder, shape.samples(), crew);
                    ArrayWriter top = Samples.of(samples, data.type(), folder, shape.top(), crew)) {
                seal(ordered.values(), checks);
                seal(samples, checks);
                seal(top, checks);
            }
            List<IndexedFunction> functions = new ArrayList<>();
            for (ElementFunction function : options.functions()) {
                functions.add(
                        addFunction(function, shape, ordered.values().entries(), ordered.totals().entries(), checks));
            }
            IndexManifest manifest = new IndexManifest(shape.withFunctions(functions), ordered.sum(), checks);
            manifest.write(folder.resolve(IndexLayout.MANIFEST));
            return manifest;
        } finally {
            options.progress().close();
        }
    }

    /**
     * Builds the index that a present one becomes with further functions; the files they share are linked, not copied.
     *
     * @param present stays as it is
     * @param folder exists, is empty and lies in the same file system
     * @param options its functions are added, replacing totals of the same names
     */
    static IndexManifest extend(ValueIndex present, Path folder, IndexOptions options) {
        IndexShape shape = present.manifest().shape();
        IndexBuilder builder = new IndexBuilder(shape.data(), MemorySegment.NULL, folder, options);
        try {
            return builder.extend(present, shape);
        } finally {
            options.progress().close();
        }
    }

    private IndexManifest extend(ValueIndex present, IndexShape shape) {
        List<IndexedFunction> functions = new ArrayList<>(shape.functions());
        functions.removeIf(kept -> options.functions().stream().anyMatch(f -> f.name().equals(kept.name())));
        Map<String, Integer> checks = new HashMap<>();
        List<IndexArray> kept = shape.withFunctions(functions).arrays();
        for (ElementFunction function : options.functions()) {
            functions.add(addFunction(function, shape, present.orderedValues(), present.runningTotals(), checks));
        }
        present.requireIntact();
        for (IndexArray array : kept) {
            link(present.folder(), array.name());
            link(present.folder(), array.checks().name());
            checks.put(array.name(), present.manifest().checks().get(array.name()));
        }
        BigInteger sum = present.manifest().sum();
        IndexManifest manifest = new IndexManifest(shape.withFunctions(functions), sum, checks);
        manifest.write(folder.resolve(IndexLayout.MANIFEST));
        return manifest;
    }

    private void link(Path from, String name) {
        try {
            Files.createLink(folder.resolve(name), from.resolve(name));
        } catch (IOException e) {
            throw OnecopyException.ofIo("link " + folder.resolve(name), e);
        }
    }

    private IndexedFunction addFunction(ElementFunction function, IndexShape shape, MemorySegment entries,
            MemorySegment totals, Map<String, Integer> checks) {
        FunctionTotals.Written written = FunctionTotals.write(folder, shape, entries, totals, function, crew);
        try (ArrayWriter rows = written.rows()) {
            seal(rows, checks);
        }
        return written.function();
    }

    private void seal(ArrayWriter array, Map<String, Integer> checks) {
        checks.put(array.shape().name(), array.seal(crew));
    }

    private OrderedArrays order() {
        boolean counted = ValueCounts.isPossible(data, plan);
        OrderedArrays ordered = data.count() == 0 || counted ? orderByCounting() : orderBySorting();
        try {
            requireEnds(ordered);
            return ordered;
        } catch (RuntimeException e) {
            ordered.close();
            throw e;
        }
    }

    private OrderedArrays orderByCounting() {
        ValueCounts counts = ValueCounts.of(data, values, crew);
        if (form(counts.distinct()) == IndexForm.DISTINCT) {
            return DistinctArrays.ofCounts(folder, data, counts);
        }
        ArrayWriter sorted = ArrayWriter.create(folder, SortedArrays.shape(data, counts.distinct()).values());
        try {
            return SortedArrays.of(folder, data, sorted, counts.expandInto(sorted.entries(), crew), crew);
        } catch (RuntimeException | Error e) {
            sorted.close();
            throw e;
        }
    }

    private OrderedArrays orderBySorting() {
        ArrayWriter sorted = ArrayWriter.create(folder, SortedArrays.shape(data, data.count()).values());
        try {
            List<Run> runs = ValueSort.sort(data, values, sorted, plan, crew);
            if (form(runs.stream().mapToLong(Run::distinct).sum()) == IndexForm.SORTED) {
                return SortedArrays.of(folder, data, sorted, runs, crew);
            }
            sorted.unlink();
            try (sorted) {
                return DistinctArrays.ofRuns(folder, data, sorted.entries(), runs, crew);
            }
        } catch (RuntimeException | Error e) {
            sorted.close();
            throw e;
        }
    }

    private IndexForm form(long distinct) {
        return options.form().orElseGet(() -> IndexSize.formFor(data, distinct, options.functions().size()));
    }

    private void requireEnds(OrderedArrays ordered) {
        long entries = ordered.shape().entries();
        MemorySegment written = ordered.values().entries();
        if (entries > 0 && (ValueMemory.get(written, data.type(), 0) != data.min()
                || ValueMemory.get(written, data.type(), entries - 1) != data.max())) {
            throw new OnecopyException(Fault.CORRUPT, "the smallest or largest value is not what the manifest says:"
                    + " 'onecopy verify' says what is wrong");
        }
    }
}
