package onecopy.service.query;

/**
 * A closed range {@code [from, to]} of 64-bit signed values. {@code from > to} is legal and means the empty range.
 *
 * @param from smallest value inside; {@link Long#MIN_VALUE} where unbounded
 * @param to largest value inside; {@link Long#MAX_VALUE} where unbounded
 */
public record Range(long from, long to) {
    /** Every value. */
    public static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The one empty range that the reductions below return where nothing can be inside. */
    public static final Range EMPTY = new Range(Long.MAX_VALUE, Long.MIN_VALUE);

    /** {@return all x <= n} */
    public static Range atMost(long n) {
        return new Range(Long.MIN_VALUE, n);
    }

    /** {@return all x < n; empty for the smallest n} */
    public static Range lessThan(long n) {
        return n == Long.MIN_VALUE ? EMPTY : atMost(n - 1);
    }

    /** {@return all x >= n} */
    public static Range atLeast(long n) {
        return new Range(n, Long.MAX_VALUE);
    }

    /** {@return all x > n; empty for the largest n} */
    public static Range greaterThan(long n) {
        return n == Long.MAX_VALUE ? EMPTY : atLeast(n + 1);
    }

    /** {@return all x == n} */
    public static Range equalTo(long n) {
        return new Range(n, n);
    }

    /** {@return all x with from <= x <= to} */
    public static Range between(long from, long to) {
        return new Range(from, to);
    }

    /** {@return whether no value is inside} */
    public boolean isEmpty() {
        return from > to;
    }

    /** {@return the values that are also in {@code [min, max]}} */
    public Range clippedTo(long min, long max) {
        return new Range(Math.max(from, min), Math.min(to, max));
    }

    /** {@return whether x is inside} */
    public boolean contains(long x) {
        return from <= x && x <= to;
    }
}
