package onecopy.service.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The smallest element x such that at least the given part of all elements is at most x: an element itself, never a mean of
 * two. This is the inverse of the distribution function, definition 1 of Hyndman and Fan (1996), NumPy's
 * {@code inverted_cdf}. 0 asks for the smallest element, 1 for the largest, 0.5 for the (lower) median.
 *
 * @param fraction 0 to 1, exactly as written: no rounding to a binary fraction takes place
 */
public record QuantileQuery(BigDecimal fraction) implements Query {
    /** Digits after the point beyond which no dataset can tell two fractions apart. */
    public static final int MAX_SCALE = 100;

    private static final int MAX_LENGTH = 2 * MAX_SCALE;
    /** The exponent has as many digits as {@link BigDecimal} takes, whatever stands before it. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

    /**
     * Checks the fraction.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} unless it is 0 to 1 with at most {@link #MAX_SCALE}
     *     digits after the point
     */
    public QuantileQuery {
        // The order matters: comparing with a number like 1e999999999 takes for ever.
        boolean allowed = fraction.scale() <= MAX_SCALE && fraction.scale() >= -MAX_SCALE && fraction.signum() >= 0
                && fraction.compareTo(BigDecimal.ONE) <= 0;
        if (!allowed) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "a quantile is a fraction from 0 to 1 with at most "
                    + MAX_SCALE + " digits after the point, not " + fraction);
        }
    }

    /**
     * {@return the quantile of a fraction as it is written: {@code 0.5}, {@code 1e-3}}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for any text but a decimal number from 0 to 1
     */
    public static QuantileQuery ofText(String text) {
        if (text.length() > MAX_LENGTH || !DECIMAL.matcher(text).matches()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "a quantile is a fraction from 0 to 1, such as 0.5, not '" + Excerpt.of(text) + "'");
        }
        return new QuantileQuery(new BigDecimal(text));
    }

    /** {@return the rank of the quantile among {@code count} elements in ascending order, from 0; count is positive} */
    public long rankAmong(long count) {
        long atLeast = fraction.multiply(BigDecimal.valueOf(count)).setScale(0, RoundingMode.CEILING).longValueExact();
        return Math.max(atLeast, 1) - 1;
    }

    /** {@return the same for the fraction {@code part / parts}, where {@code 0 < part <= parts}} */
    public static long rank(int part, int parts, long count) {
        // floor(count / parts) * part cannot overflow, nor can the rest, which is below parts * part.
        return count / parts * part + Math.ceilDiv(count % parts * part, parts) - 1;
    }
}
