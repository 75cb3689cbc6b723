package onecopy.service.plan;

import java.util.Arrays;
import onecopy.data.ElementType;
import onecopy.service.query.Range;

/**
 * The elementary intervals of a pass that make up a range: {@code [first, end)}, none where the range is empty.
 */
record Intervals(int first, int end) {
    static Intervals of(Range range, ElementType type, long[] cuts) {
        Range inside = range.clippedTo(type.minValue(), type.maxValue());
        return inside.isEmpty()
                ? new Intervals(0, 0)
                : new Intervals(intervalOf(inside.from(), cuts), intervalOf(inside.to(), cuts) + 1);
    }

    /** {@return the elementary interval of a value} */
    static int intervalOf(long x, long[] cuts) {
        int at = Arrays.binarySearch(cuts, x);
        return at >= 0 ? at : -at - 1;
    }
}
