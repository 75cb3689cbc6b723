package onecopy.loader.source;

import java.util.Arrays;
import java.util.Optional;
import onecopy.data.fault.OnecopyException;

/** Consecutive values of a stream, with their place in it. Reused from batch to batch. */
public final class ValueBatch {
    private long[] values = new long[1 << 16];
    private int count;
    private long ordinal;
    private long inputBytes;
    private OnecopyException failure;

    /** Empties the batch and gives it its place in the input. */
    void begin(long ordinal) {
        this.ordinal = ordinal;
        count = 0;
        inputBytes = 0;
        failure = null;
    }

    /** Makes room for this many values in all and returns the array to write them to, from index 0. */
    long[] reserve(int capacity) {
        if (values.length < capacity) {
            values = Arrays.copyOf(values, capacity);
        }
        return values;
    }

    /** Ends filling. */
    void end(int count, long inputBytes) {
        this.count = count;
        this.inputBytes = inputBytes;
    }

    /** Marks the batch as one with an error in it. */
    void fail(OnecopyException failure) {
        this.failure = failure;
    }

    /** {@return the place of this batch among all batches of the input, from 0} */
    public long ordinal() {
        return ordinal;
    }

    /** {@return number of values} */
    public int count() {
        return count;
    }

    /** {@return the array that holds the values, from index 0 to {@link #count()}; later batches overwrite it} */
    public long[] values() {
        return values;
    }

    /** {@return how many bytes of the input these values took} */
    public long inputBytes() {
        return inputBytes;
    }

    /** {@return what is wrong with this part of the input; empty where nothing is} */
    public Optional<OnecopyException> failure() {
        return Optional.ofNullable(failure);
    }
}
