package onecopy.service.bench.probe;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The rate R that scans are held against: a vectorised read of anonymous memory that was written before, by as many
 * threads as there are workers. It adds the words up, so that no load can be left out; eight sums keep the additions
 * from waiting for each other.
 */
final class PlainRead implements Subject {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long STEP_BYTES = 8L * SPECIES.vectorByteSize();
    private static final long PIECE_BYTES = 8L << 20;

    private final MemorySegment memory;
    private final Crew crew;
    private final long[] sums;

    private PlainRead(MemorySegment memory, Crew crew) {
        this.memory = memory;
        this.crew = crew;
        this.sums = new long[crew.threads()];
    }

    /** {@return a read of this many bytes, rounded down to whole pieces but one at least} */
    static PlainRead of(long bytes, int threads) throws InterruptedException {
        long whole = Math.max(PIECE_BYTES, bytes - bytes % PIECE_BYTES);
        MemorySegment memory = Arena.global().allocate(whole, PIECE_BYTES);
        Crew crew = new Crew(threads);
        crew.share(whole, PIECE_BYTES, (_, start, end) -> write(memory, start, end));
        return new PlainRead(memory, crew);
    }

    private static void write(MemorySegment memory, long start, long end) {
        for (long at = start; at < end; at += Long.BYTES) {
            memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, at);
        }
    }

    @Override
    public long[] run() throws InterruptedException {
        Arrays.fill(sums, 0);
        crew.share(memory.byteSize(), PIECE_BYTES, (thread, start, end) -> sums[thread] += sum(memory, start, end));
        return new long[]{Arrays.stream(sums).sum(), memory.byteSize()};
    }

    private static long sum(MemorySegment memory, long start, long end) {
        LongVector a = LongVector.zero(SPECIES);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        LongVector e = a;
        LongVector f = a;
        LongVector g = a;
        LongVector h = a;
        int width = SPECIES.vectorByteSize();
        for (long at = start; at < end; at += STEP_BYTES) {
            a = a.add(LongVector.fromMemorySegment(SPECIES, memory, at, ORDER));
            b = b.add(LongVector.fromMemorySegment(SPECIES, memory, at + width, ORDER));
            c = c.add(LongVector.fromMemorySegment(SPECIES, memory, at + 2L * width, ORDER));
            d = d.add(LongVector.fromMemorySegment(SPECIES, memory, at + 3L * width, ORDER));
            e = e.add(LongVector.fromMemorySegment(SPECIES, memory, at + 4L * width, ORDER));
            f = f.add(LongVector.fromMemorySegment(SPECIES, memory, at + 5L * width, ORDER));
            g = g.add(LongVector.fromMemorySegment(SPECIES, memory, at + 6L * width, ORDER));
            h = h.add(LongVector.fromMemorySegment(SPECIES, memory, at + 7L * width, ORDER));
        }
        LongVector all = a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h)));
        return all.reduceLanes(VectorOperators.ADD);
    }
}
