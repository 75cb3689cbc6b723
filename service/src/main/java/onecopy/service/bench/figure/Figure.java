package onecopy.service.bench.figure;

import java.util.Optional;

/**
 * One line of a report: a measured value, how it compares, and what was hoped for.
 *
 * @param id a stable name for scripts: lower case, digits, {@code _}
 * @param what the same for people
 * @param value the median, in the unit
 * @param unit such as {@code GB/s} or {@code ms}
 * @param comparison empty for a figure that only others are compared with
 * @param goal empty where nothing was promised
 * @param note what a reader must know to judge it; empty where nothing
 */
public record Figure(String id, String what, double value, String unit, Optional<Comparison> comparison,
        Optional<Goal> goal, String note) {
    /**
     * A ratio to something else measured in the same rounds.
     *
     * @param ratio this divided by the baseline, the way round that reads naturally
     * @param baseline what it is a ratio to
     */
    public record Comparison(double ratio, String baseline) {}

    /** Checks that a goal has its number. */
    public Figure {
        if (goal.isPresent() && goal.get().judged() == Goal.Judged.RATIO && comparison.isEmpty()) {
            throw new IllegalArgumentException(id + " has a goal for a ratio and no ratio");
        }
    }

    /** {@return a figure without comparison, goal or note} */
    public static Figure of(String id, String what, double value, String unit) {
        return new Figure(id, what, value, unit, Optional.empty(), Optional.empty(), "");
    }

    /** {@return this with a ratio} */
    public Figure comparedWith(String baseline, double ratio) {
        return new Figure(id, what, value, unit, Optional.of(new Comparison(ratio, baseline)), goal, note);
    }

    /** {@return this with a goal} */
    public Figure withGoal(Goal wanted) {
        return new Figure(id, what, value, unit, comparison, Optional.of(wanted), note);
    }

    /** {@return this with a note} */
    public Figure withNote(String remark) {
        return new Figure(id, what, value, unit, comparison, goal, remark);
    }

    /** {@return whether the goal is reached; empty without one} */
    public Optional<Boolean> reached() {
        return goal.map(wanted -> wanted.reachedBy(judged(wanted)));
    }

    /** {@return {@link Goal#attainment} of the number the goal is about; empty without a goal} */
    public Optional<Double> attainment() {
        return goal.map(wanted -> wanted.attainment(judged(wanted)));
    }

    private double judged(Goal wanted) {
        return wanted.judged() == Goal.Judged.VALUE ? value : comparison.orElseThrow().ratio();
    }
}
