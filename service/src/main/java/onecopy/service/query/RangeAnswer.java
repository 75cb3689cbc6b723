package onecopy.service.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What was computed over a range.
 *
 * @param query what was asked
 * @param values one per aggregate, in the query's order: {@link Long} for {@code count}, {@code min} and {@code max},
 *     {@link BigInteger} for sums, {@link Double} for {@code mean}; null for {@code min}, {@code max} and {@code mean}
 *     of nothing
 */
public record RangeAnswer(RangeQuery query, List<Number> values) implements Answer {
    /** Copies the values, nulls included. */
    public RangeAnswer {
        values = hasNull(values) ? Collections.unmodifiableList(new ArrayList<>(values)) : List.copyOf(values);
    }

    private static boolean hasNull(List<Number> values) {
        for (Number value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }
}
