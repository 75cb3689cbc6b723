package onecopy.loader.index;

import java.math.BigInteger;
import onecopy.data.index.IndexShape;

/**
 * The values in order and their running totals, written and not yet sealed.
 *
 * @param shape the index so far, without functions
 * @param values the entries
 * @param totals the running counts and sums
 * @param sum the sum of all values
 */
record OrderedArrays(IndexShape shape, ArrayWriter values, ArrayWriter totals, BigInteger sum)
        implements
            AutoCloseable {
    @Override
    public void close() {
        values.close();
        totals.close();
    }
}
