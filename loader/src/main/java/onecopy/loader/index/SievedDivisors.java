package onecopy.loader.index;

import java.util.Arrays;
import onecopy.data.index.IndexedData;

/**
 * The number of divisors of entries: where they lie dense on the number line, a sieve counts the divisors of whole windows
 * of it, which costs a few nanoseconds a number; elsewhere each is computed alone. For one thread.
 */
final class SievedDivisors implements EntryFunction {
    /** A number of the line costs about this much less than a value computed alone. */
    private static final long MAX_NUMBERS_PER_VALUE = 64;

    private final EntryFunction alone;
    private DivisorSieve sieve;

    SievedDivisors(EntryFunction alone) {
        this.alone = alone;
    }

    /** {@return whether all of a dataset's positive values lie dense on the number line} */
    static boolean isDense(IndexedData data) {
        long first = Math.max(data.min(), 1);
        return data.max() < first
                || (data.max() < DivisorSieve.LIMIT && (data.max() - first) / data.count() <= MAX_NUMBERS_PER_VALUE);
    }

    @Override
    public void apply(long[] arguments, int length, long[] into) {
        int positive = 0;
        while (positive < length && arguments[positive] <= 0) {
            into[positive++] = 1;
        }
        if (positive == length) {
            return;
        }
        long last = arguments[length - 1];
        long numbers = last - arguments[positive] + 1;
        if (last < DivisorSieve.LIMIT && numbers / (length - positive) <= MAX_NUMBERS_PER_VALUE) {
            sieve(arguments, positive, length, into);
        } else if (positive == 0) {
            alone.apply(arguments, length, into);
        } else {
            applyAlone(arguments, positive, length, into);
        }
    }

    private void sieve(long[] arguments, int from, int to, long[] into) {
        if (sieve == null) {
            sieve = new DivisorSieve();
        }
        for (int i = from; i < to; i++) {
            into[i] = sieve.divisors(arguments[i]);
        }
    }

    private void applyAlone(long[] arguments, int from, int to, long[] into) {
        long[] rest = Arrays.copyOfRange(arguments, from, to);
        long[] of = new long[rest.length];
        alone.apply(rest, rest.length, of);
        System.arraycopy(of, 0, into, from, of.length);
    }
}
