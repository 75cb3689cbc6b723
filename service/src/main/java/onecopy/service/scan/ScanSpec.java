package onecopy.service.scan;

import java.util.Arrays;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.function.ElementFunction;

/**
 * What one pass over the data accumulates. The cuts split the 64-bit integers into {@code cuts.length + 1} elementary
 * intervals: interval i holds the x with {@code cuts[i - 1] < x <= cuts[i]}, the first has no lower bound and the last
 * no upper one. Elements are always counted; everything else only where asked for.
 *
 * @param type the element type
 * @param cuts strictly increasing; may be empty
 * @param sums whether elements are summed, in every interval
 * @param extremes whether the smallest and largest element of every interval are kept
 * @param functions whose values are summed
 * @param functionIntervals which intervals' elements each function is applied to, a bit set per function one after the
 *     other: of function f, interval i takes part where bit {@code i % 64} of word
 *     {@code f * bitWords(intervals) + i / 64} is set. A function is never applied to elements of other intervals
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScanSpec(ElementType type, long[] cuts, boolean sums, boolean extremes, List<ElementFunction> functions,
        long[] functionIntervals) {

    /**
     * Copies the arrays and the list.
     *
     * @throws IllegalArgumentException where the cuts do not increase or the bit sets have another length
     */
    public ScanSpec {
        cuts = cuts.clone();
        functions = List.copyOf(functions);
        for (int i = 1; i < cuts.length; i++) {
            if (cuts[i - 1] >= cuts[i]) {
                throw new IllegalArgumentException(
                        "cuts must increase: cuts[" + (i - 1) + "]=" + cuts[i - 1] + ", cuts[" + i + "]=" + cuts[i]);
            }
        }
        int words = functions.size() * bitWords(cuts.length + 1);
        if (functionIntervals.length != words) {
            throw new IllegalArgumentException(
                    "functionIntervals.length=" + functionIntervals.length + ", needed=" + words);
        }
        functionIntervals = functionIntervals.clone();
    }

    /** A pass whose functions are summed in every interval. */
    public ScanSpec(ElementType type, long[] cuts, boolean sums, boolean extremes, List<ElementFunction> functions) {
        this(type, cuts, sums, extremes, functions, allIntervals(functions.size() * bitWords(cuts.length + 1)));
    }

    /** {@return the number of elementary intervals, one more than there are cuts} */
    public int intervals() {
        return cuts.length + 1;
    }

    /** {@return the length of {@link Partial#words()} of this pass} */
    public int partialWords() {
        return Partial.wordCount(intervals(), sums, extremes, functions.size());
    }

    /** {@return whether a function, by its place in the pass, is applied to the elements of an interval} */
    public boolean applies(int function, int interval) {
        return (functionIntervals[function * bitWords(intervals()) + (interval >> 6)] >>> interval & 1) != 0;
    }

    /** {@return words of a bit set with one bit per interval} */
    public static int bitWords(int intervals) {
        return (intervals + 63) >> 6;
    }

    private static long[] allIntervals(int words) {
        long[] bits = new long[words];
        Arrays.fill(bits, -1L);
        return bits;
    }
}
