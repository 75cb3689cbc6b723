package onecopy.service.torture.truth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import onecopy.data.ElementType;

/** The elements of one version of a dataset, in memory. Immutable: nobody writes the arrays it lends. */
public final class Numbers {
    private static final int UNIFORM_BOUND = 1_000_001;
    private static final int REPEATED_BOUND = 97;
    private static final long[] INT32_EXTREMES = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1L, -1, 0, 1, 2,
        Integer.MAX_VALUE - 1L, Integer.MAX_VALUE};
    /** Their divisors are known at once by trial division: none has a second large prime factor. */
    private static final long[] INT64_EXTREMES = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Integer.MIN_VALUE, -1, 0, 1, 2,
        Integer.MAX_VALUE, 1L << 31, (1L << 32) - 1, 1L << 62, Long.MAX_VALUE};

    private final Shape shape;
    private final long[] values;
    private final long[] sorted;

    private Numbers(Shape shape, long[] values) {
        this.shape = shape;
        this.values = values;
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** {@return numbers of a shape; the same source gives the same} */
    public static Numbers draw(Shape shape, SplittableRandom random) {
        long[] values = new long[shape.elements()];
        long origin = random.nextInt(UNIFORM_BOUND);
        long[] extremes = shape.type() == ElementType.INT32 ? INT32_EXTREMES : INT64_EXTREMES;
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (shape.kind()) {
                case UNIFORM -> random.nextInt(UNIFORM_BOUND);
                case REPEATED -> random.nextInt(REPEATED_BOUND);
                case SORTED -> origin += random.nextInt(4);
                case CONSTANT -> origin;
                case NEGATIVE -> -random.nextLong(UNIFORM_BOUND);
                case EXTREMES -> extremes[random.nextInt(extremes.length)];
                case WIDE -> shape.type() == ElementType.INT32 ? random.nextInt() : random.nextLong();
            };
        }
        return new Numbers(shape, values);
    }

    /** {@return what they look like} */
    public Shape shape() {
        return shape;
    }

    /** {@return how many there are} */
    public int count() {
        return values.length;
    }

    /** {@return whether plain loops can count the divisors of each in a moment} */
    public boolean knowsDivisors() {
        return shape.kind() != Shape.Kind.WIDE;
    }

    /** {@return all of them in the order of the file; not to be written} */
    long[] values() {
        return values;
    }

    /** {@return all of them, ascending; not to be written} */
    long[] sorted() {
        return sorted;
    }

    /** {@return how many are smaller than n} */
    int countBelow(long n) {
        return n == Long.MIN_VALUE ? 0 : countUpTo(n - 1);
    }

    /** {@return how many are at most n} */
    int countUpTo(long n) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= n) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** {@return the smallest} */
    public long min() {
        return sorted[0];
    }

    /** {@return the largest} */
    public long max() {
        return sorted[sorted.length - 1];
    }

    /** {@return the one at a place of the file, from 0} */
    public long at(int place) {
        return values[place];
    }

    /** {@return them as {@code load --raw} reads them} */
    public byte[] raw() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * shape.type().widthBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            if (shape.type() == ElementType.INT32) {
                bytes.putInt((int) value);
            } else {
                bytes.putLong(value);
            }
        }
        return bytes.array();
    }
}
