package onecopy.service.bench.overload;

import java.util.Arrays;
import java.util.Locale;

/** What became of requests, and how long it took. Not thread-safe: each client has its own, added up in the end. */
final class Tally {
    private long[] answerNs = new long[64];
    private int answers;
    private long[] refusalNs = new long[64];
    private int refusals;
    private long lost;
    private String reason = "";

    void answered(long tookNs) {
        if (answers == answerNs.length) {
            answerNs = Arrays.copyOf(answerNs, 2 * answers);
        }
        answerNs[answers++] = tookNs;
    }

    void refused(long tookNs) {
        if (refusals == refusalNs.length) {
            refusalNs = Arrays.copyOf(refusalNs, 2 * refusals);
        }
        refusalNs[refusals++] = tookNs;
    }

    void lost(String why) {
        lost++;
        reason = why;
    }

    void add(Tally other) {
        int before = answers;
        answers += other.answers;
        answerNs = Arrays.copyOf(answerNs, Math.max(answers, answerNs.length));
        System.arraycopy(other.answerNs, 0, answerNs, before, other.answers);
        before = refusals;
        refusals += other.refusals;
        refusalNs = Arrays.copyOf(refusalNs, Math.max(refusals, refusalNs.length));
        System.arraycopy(other.refusalNs, 0, refusalNs, before, other.refusals);
        lost += other.lost;
        reason = other.reason.isEmpty() ? reason : other.reason;
    }

    long requests() {
        return answers + refusals + lost;
    }

    long answers() {
        return answers;
    }

    long refusals() {
        return refusals;
    }

    long lost() {
        return lost;
    }

    /** {@return why the last one was lost; empty where none was} */
    String reason() {
        return reason;
    }

    /** {@return a quantile of the times of answers, in milliseconds; 0 without any} */
    double answerMs(double fraction) {
        return quantileMs(answerNs, answers, fraction);
    }

    /** {@return a quantile of the times of refusals, in milliseconds; 0 without any} */
    double refusalMs(double fraction) {
        return quantileMs(refusalNs, refusals, fraction);
    }

    private static double quantileMs(long[] timesNs, int count, double fraction) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(timesNs, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, (long) (fraction * count))] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d answered, %d refused, %d lost", answers, refusals, lost);
    }
}
