package onecopy.service.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.DivisorTable;
import onecopy.data.function.ElementFunction;
import onecopy.data.mapped.MappedValues;
import onecopy.data.npy.NpyHeader;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanKernel;
import onecopy.service.scan.ScanSpec;

/**
 * Has the usual passes loaded and compiled before the first batch needs them: vector code that is still interpreted is a
 * hundred times slower. Goes over small arrays of its own in slices, so that a chunk that arrives waits for one of them
 * at most. For one thread.
 */
final class WarmUp implements AutoCloseable {
    /** A pass that has not become faster for so long is as fast as it gets. */
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** What counts as faster: the time per element falls below this part of the best so far. */
    private static final double FASTER = 0.8;
    private static final int ELEMENTS = 1 << 15;
    private static final int SMALL = 1 << 20;
    private static final long[] CUT = {SMALL / 2};
    private static final long[] CUTS = {SMALL / 8, SMALL / 4, SMALL / 2, SMALL, 1 << 30};

    private final ScanKernel kernel;
    private final Iterator<Supplier<Pass>> passes;
    private final Arena arena = Arena.ofShared();
    /** Its own: the cache of the worker drops what no job uses. */
    private MappedValues table;
    private Pass pass;
    private Partial partial;
    private SliceSize slice;
    private long at;
    private double bestNs;
    private long sinceBestNs;

    private record Pass(MemorySegment values, ScanSpec spec) {}

    /**
     * @param kernel is warm afterwards, like every other one in this process
     * @param functions those that most batches ask for
     * @param file the table of divisors, mapped like a dataset, of which only the bytes matter; need not exist
     */
    WarmUp(ScanKernel kernel, List<ElementFunction> functions, Path file) {
        this.kernel = kernel;
        this.passes = List.<Supplier<Pass>>of(() -> mapped(file),
                () -> new Pass(ints(), spec(ElementType.INT32, CUT, List.of())),
                () -> new Pass(ints(), spec(ElementType.INT32, CUTS, functions)),
                () -> new Pass(longs(), spec(ElementType.INT64, CUT, List.of()))).iterator();
    }

    /** Works for some milliseconds; {@return whether there is more to do} */
    boolean step() {
        if (pass == null && !begin()) {
            close();
            return false;
        }
        long startNs = System.nanoTime();
        long end = Math.min(ELEMENTS, at + slice.elements());
        kernel.rehearse(pass.values(), at, end, pass.spec(), partial);
        long elapsedNs = System.nanoTime() - startNs;
        slice.measured(end - at, elapsedNs);
        double elementNs = elapsedNs / (double) (end - at);
        at = end == ELEMENTS ? 0 : end;
        judge(elementNs, elapsedNs);
        return true;
    }

    private boolean begin() {
        if (!passes.hasNext() || !arena.scope().isAlive()) {
            return false;
        }
        pass = passes.next().get();
        partial = new Partial(pass.spec());
        slice = SliceSize.ofScan();
        at = 0;
        bestNs = Double.POSITIVE_INFINITY;
        sinceBestNs = 0;
        return true;
    }

    private void judge(double elementNs, long elapsedNs) {
        if (elementNs < FASTER * bestNs) {
            bestNs = elementNs;
            sinceBestNs = 0;
        } else {
            sinceBestNs += elapsedNs;
        }
        if (sinceBestNs >= PATIENCE_NS) {
            pass = null;
        }
    }

    private Pass mapped(Path file) {
        ScanSpec spec = spec(ElementType.INT32, CUT, List.of());
        try {
            long offset = NpyHeader.PAGE_BYTES;
            long elements = (DivisorTable.LENGTH_BYTES - offset) / ElementType.INT32.widthBytes();
            table = MappedValues.open(file, ElementType.INT32, offset, elements);
            return new Pass(table.segment(), spec);
        } catch (OnecopyException _) {
            return new Pass(ints(), spec);
        }
    }

    /** Small values only: compiling what factorises large ones would take this process some 10 MiB for a while. */
    private MemorySegment ints() {
        MemorySegment values = arena.allocate(ElementType.INT32_LAYOUT, ELEMENTS);
        SplittableRandom random = new SplittableRandom(ELEMENTS);
        for (long i = 0; i < ELEMENTS; i++) {
            values.setAtIndex(ElementType.INT32_LAYOUT, i, random.nextInt(SMALL));
        }
        return likeMapped(values);
    }

    private MemorySegment longs() {
        MemorySegment values = arena.allocate(ElementType.INT64_LAYOUT, ELEMENTS);
        for (long i = 0; i < ELEMENTS; i++) {
            values.setAtIndex(ElementType.INT64_LAYOUT, i, i * (SMALL / ELEMENTS));
        }
        return likeMapped(values);
    }

    /** Code that was compiled for writable memory would be thrown away at the first mapped file. */
    private static MemorySegment likeMapped(MemorySegment values) {
        return values.asReadOnly();
    }

    /** Functions leave the elements above the largest bound out, as in most batches. */
    private static long[] intervals(List<ElementFunction> functions) {
        long[] bits = new long[functions.size()];
        Arrays.fill(bits, (1L << CUTS.length) - 1);
        return bits;
    }

    private static ScanSpec spec(ElementType type, long[] cuts, List<ElementFunction> functions) {
        return new ScanSpec(type, cuts, true, false, functions, intervals(functions));
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            pass = null;
            arena.close();
            if (table != null) {
                table.close();
            }
        }
    }
}
