package onecopy.loader.index;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import onecopy.data.ElementType;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexedData;

/** Values for tests, and the plain truth about them. */
final class IndexFixture {
    private final ElementType type;
    private final long[] unsorted;
    private final long[] sorted;

    private IndexFixture(ElementType type, long[] values) {
        this.type = type;
        this.unsorted = values;
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    static IndexFixture of(ElementType type, long... values) {
        return new IndexFixture(type, values);
    }

    /** The kinds of data an index must not stumble over. */
    enum Kind {
        SMALL_RANGE, FULL_RANGE, SKEWED, SORTED, REVERSED, CONSTANT, TWO_VALUED, ALL_DISTINCT, NEGATIVE, EXTREME,
        HOT_BUCKET, LOWEST, HIGHEST, EMPTY, SINGLE
    }

    static IndexFixture random(Kind kind, ElementType type, int count, SplittableRandom random) {
        long[] values = new long[switch (kind) {
            case EMPTY -> 0;
            case SINGLE -> 1;
            default -> count;
        }];
        long hot = any(type, random);
        long other = any(type, random);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case SMALL_RANGE -> random.nextLong(0, 100);
                case FULL_RANGE, SORTED, REVERSED, SINGLE -> any(type, random);
                case SKEWED -> any(type, random) >> random.nextInt(type.widthBytes() * 8);
                case CONSTANT -> hot;
                case TWO_VALUED -> random.nextInt(10) == 0 ? hot : other;
                case ALL_DISTINCT -> (i ^ 0x2a) * 7L - count;
                case NEGATIVE -> -1 - (any(type, random) >>> 1 & 0xFFFF);
                case EXTREME -> switch (random.nextInt(6)) {
                    case 0 -> type.minValue();
                    case 1 -> type.maxValue();
                    case 2 -> type.minValue() + 1;
                    case 3 -> type.maxValue() - 1;
                    default -> random.nextLong(-2, 3);
                };
                case HOT_BUCKET -> random.nextInt(100) == 0 ? any(type, random) : random.nextLong(1000, 1_003_000);
                case LOWEST -> type.minValue() + random.nextLong(1L << (Integer.SIZE - 1));
                case HIGHEST -> type.maxValue() - random.nextLong(1L << (Integer.SIZE - 1));
                case EMPTY -> throw new AssertionError();
            };
        }
        if (kind == Kind.SORTED || kind == Kind.REVERSED) {
            Arrays.sort(values);
        }
        if (kind == Kind.REVERSED) {
            for (int i = 0; i < values.length / 2; i++) {
                long swapped = values[i];
                values[i] = values[values.length - 1 - i];
                values[values.length - 1 - i] = swapped;
            }
        }
        return new IndexFixture(type, values);
    }

    private static long any(ElementType type, SplittableRandom random) {
        return type == ElementType.INT32 ? random.nextInt() : random.nextLong();
    }

    ElementType type() {
        return type;
    }

    int count() {
        return sorted.length;
    }

    long[] sorted() {
        return sorted;
    }

    IndexedData data() {
        return count() == 0
                ? new IndexedData(type, 0, Long.MAX_VALUE, Long.MIN_VALUE)
                : new IndexedData(type, count(), sorted[0], sorted[count() - 1]);
    }

    MemorySegment segment(Arena arena) {
        MemorySegment segment = arena.allocate(Math.max(1, (long) count() * type.widthBytes()), Long.BYTES);
        for (int i = 0; i < count(); i++) {
            ValueMemory.set(segment, type, i, unsorted[i]);
        }
        return segment.asSlice(0, (long) count() * type.widthBytes());
    }

    void build(Path folder, IndexOptions options) {
        try (Arena arena = Arena.ofShared()) {
            IndexBuilder.build(data(), segment(arena), folder, options);
        }
    }

    int countAtMost(long n) {
        int from = 0;
        int to = count();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] <= n) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    int distinct(int firstRanks) {
        return (int) Arrays.stream(sorted, 0, firstRanks).distinct().count();
    }

    /** Element i is the sum of a function over the i smallest values. */
    BigInteger[] prefixSums(java.util.function.LongUnaryOperator function) {
        BigInteger[] sums = new BigInteger[count() + 1];
        sums[0] = BigInteger.ZERO;
        for (int i = 0; i < count(); i++) {
            sums[i + 1] = sums[i].add(BigInteger.valueOf(function.applyAsLong(sorted[i])));
        }
        return sums;
    }

    /** Thresholds at, just below and just above values, anywhere between, and at both ends of 64 bits. */
    long[] thresholds(int count, SplittableRandom random) {
        long[] thresholds = new long[count + 6];
        for (int i = 0; i < count; i++) {
            thresholds[i] = count() > 0 && random.nextInt(4) > 0
                    ? sorted[random.nextInt(count())] + random.nextLong(-1, 2)
                    : random.nextLong() >> random.nextInt(Long.SIZE);
        }
        long[] ends = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE, type.minValue(),
            type.maxValue()};
        System.arraycopy(ends, 0, thresholds, count, ends.length);
        return thresholds;
    }

    /** A function whose sums leave 64 bits. */
    static final class Huge implements ElementFunction {
        @Override
        public String name() {
            return "huge";
        }

        @Override
        public int version() {
            return 3;
        }

        @Override
        public long apply(long x) {
            return (x & 1) == 0 ? Long.MAX_VALUE - (x & 0xFF) : Long.MIN_VALUE + (x & 0xFF);
        }
    }
}
