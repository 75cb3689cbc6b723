package onecopy.loader.source;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Uniformly distributed values, the same on every machine; {@link SeededValues} says how they are made.
 *
 * @param count number of values, from 0 to {@link #MAX_COUNT}
 * @param min smallest value possible
 * @param max largest value possible, at least {@code min}
 * @param seed any number; another seed gives unrelated values
 */
public record RandomSource(long count, long min, long max, long seed) implements ValueSource {
    /** The most values there can be: a pebibyte of int32. */
    public static final long MAX_COUNT = 1L << 48;

    /** The seed where the user gives none. */
    public static final long DEFAULT_SEED = 1;

    /** Checks the bounds. */
    public RandomSource {
        if (count < 0 || count > MAX_COUNT) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "cannot make " + count + " random values: the number must be from 0 to " + MAX_COUNT);
        }
        if (min > max) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "no value is at least " + min + " and at most " + max + ": the minimum is above the maximum");
        }
    }

    @Override
    public String kind() {
        return "random";
    }

    @Override
    public String description() {
        return count + " values from " + min + " to " + max + ", seed " + seed;
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("count", Long.toString(count));
        parameters.put("min", Long.toString(min));
        parameters.put("max", Long.toString(max));
        parameters.put("seed", Long.toString(seed));
        return parameters;
    }

    @Override
    public IndexedInput open() {
        return new Generator(new SeededValues(seed, min, max), this);
    }

    private record Generator(SeededValues values, RandomSource source) implements IndexedInput {
        @Override
        public long count() {
            return source.count;
        }

        @Override
        public ElementType naturalType() {
            boolean small = source.min >= Integer.MIN_VALUE && source.max <= Integer.MAX_VALUE;
            return small ? ElementType.INT32 : ElementType.INT64;
        }

        @Override
        public Reader newReader(ElementType type) {
            return switch (type) {
                case INT32 -> this::readInts;
                case INT64 -> this::readLongs;
            };
        }

        private void readInts(long start, int count, MemorySegment into) {
            for (int i = 0; i < count; i++) {
                long value = values.at(start + i);
                if ((int) value != value) {
                    throw Misfit.at(start + i, value, ElementType.INT32);
                }
                into.set(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES, (int) value);
            }
        }

        private void readLongs(long start, int count, MemorySegment into) {
            for (int i = 0; i < count; i++) {
                into.set(ElementType.INT64_LAYOUT, (long) i * Long.BYTES, values.at(start + i));
            }
        }

        @Override
        public void close() {}
    }
}
