package onecopy.service.scan;

import java.util.Arrays;

/**
 * The cuts of a pass that separate {@code int32} values; those below or above them all have nothing on one side.
 *
 * @param first intervals before this one are empty: the interval of the smallest int
 * @param bounds for every cut in reach, the smallest value above it
 */
@SuppressWarnings("ArrayRecordComponent")
record IntCuts(int first, int[] bounds) {
    static IntCuts of(long[] cuts) {
        int first = (int) Arrays.stream(cuts).filter(cut -> cut < Integer.MIN_VALUE).count();
        int[] bounds = Arrays.stream(cuts).filter(cut -> cut >= Integer.MIN_VALUE && cut < Integer.MAX_VALUE)
                .mapToInt(cut -> (int) cut + 1).toArray();
        return new IntCuts(first, bounds);
    }

    /** {@return each bound as often as a vector has lanes} */
    int[] rows(int lanes) {
        int[] rows = new int[bounds.length * lanes];
        for (int cut = 0; cut < bounds.length; cut++) {
            Arrays.fill(rows, cut * lanes, (cut + 1) * lanes, bounds[cut]);
        }
        return rows;
    }
}
