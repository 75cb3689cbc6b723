package onecopy.service.bench.figure;

import java.util.Locale;

/** Numbers as people read them: three or four significant digits, no exponents. */
final class Numeral {
    private Numeral() {}

    static String of(double number) {
        double size = Math.abs(number);
        int decimals;
        if (size >= 100 || number == 0) {
            decimals = 0;
        } else if (size >= 10) {
            decimals = 1;
        } else if (size >= 0.1) {
            decimals = 2;
        } else {
            decimals = 4;
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    /** A ratio: near one the third decimal decides about a goal. */
    static String ofRatio(double ratio) {
        return ratio > 0.5 && ratio < 2 ? String.format(Locale.ROOT, "%.3f", ratio) : of(ratio);
    }

    /** A bound, as it was written down: without zeros that say nothing. */
    static String ofBound(double bound) {
        return bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%,.0f", bound)
                : String.valueOf(bound);
    }
}
