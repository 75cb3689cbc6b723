package onecopy.service.wire;

import onecopy.service.query.Range;

/** The keys under which a query names its range. */
enum RangeForm {
    /** All x <= n. */
    AT_MOST("at_most"),
    /** All x < n. */
    LESS_THAN("less_than"),
    /** All x >= n. */
    AT_LEAST("at_least"),
    /** All x > n. */
    GREATER_THAN("greater_than"),
    /** All x = n. */
    EQUALS("equals"),
    /** All x of a closed range. */
    BETWEEN("between");

    private final String key;

    RangeForm(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** {@return the form with this key, null for any other} */
    static RangeForm ofKey(String key) {
        for (RangeForm form : values()) {
            if (form.key.equals(key)) {
                return form;
            }
        }
        return null;
    }

    /** {@return the shortest form of a range} */
    static RangeForm of(Range range) {
        if (range.from() == Long.MIN_VALUE && range.to() < Long.MAX_VALUE) {
            return AT_MOST;
        }
        if (range.to() == Long.MAX_VALUE && range.from() > Long.MIN_VALUE) {
            return AT_LEAST;
        }
        return range.from() == range.to() ? EQUALS : BETWEEN;
    }

    /** {@return how many integers make a range} */
    int bounds() {
        return this == BETWEEN ? 2 : 1;
    }

    /** {@return the range made by the integers at a place of an array; only {@link #BETWEEN} looks at the second} */
    Range range(long[] bounds, int place) {
        return switch (this) {
            case AT_MOST -> Range.atMost(bounds[place]);
            case LESS_THAN -> Range.lessThan(bounds[place]);
            case AT_LEAST -> Range.atLeast(bounds[place]);
            case GREATER_THAN -> Range.greaterThan(bounds[place]);
            case EQUALS -> Range.equalTo(bounds[place]);
            case BETWEEN -> Range.between(bounds[place], bounds[place + 1]);
        };
    }
}
