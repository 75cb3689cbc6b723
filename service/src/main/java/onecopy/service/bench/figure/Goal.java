package onecopy.service.bench.figure;

/**
 * What a figure should reach.
 *
 * @param judged which of a figure's numbers counts
 * @param atLeast whether larger is better; smaller is otherwise
 * @param bound the number to reach
 */
public record Goal(Judged judged, boolean atLeast, double bound) {
    /** Which of a figure's numbers a goal is about. */
    public enum Judged {
        /** The value, in its unit. */
        VALUE,
        /** The ratio to the baseline. */
        RATIO
    }

    /** {@return a goal for the ratio} */
    public static Goal ratioAtLeast(double bound) {
        return new Goal(Judged.RATIO, true, bound);
    }

    /** {@return a goal for the ratio} */
    public static Goal ratioAtMost(double bound) {
        return new Goal(Judged.RATIO, false, bound);
    }

    /** {@return a goal for the value} */
    public static Goal valueAtLeast(double bound) {
        return new Goal(Judged.VALUE, true, bound);
    }

    /** {@return a goal for the value} */
    public static Goal valueAtMost(double bound) {
        return new Goal(Judged.VALUE, false, bound);
    }

    /** {@return whether a number reaches the bound} */
    public boolean reachedBy(double number) {
        return atLeast ? number >= bound : number <= bound;
    }

    /** {@return how far a number is on the way: 1 at the bound, above 1 where it is better, whichever way that is} */
    public double attainment(double number) {
        return atLeast ? number / bound : bound / number;
    }
}
