package onecopy.service.scan;

/** The elements one function is applied to, where they are a single run of intervals: {@code above < x <= upTo}. */
record ElementFilter(long above, long upTo) {
    /** {@return the filter of a function, null where its intervals have gaps} */
    static ElementFilter of(ScanSpec spec, int function) {
        int first = 0;
        while (first < spec.intervals() && !spec.applies(function, first)) {
            first++;
        }
        int end = first;
        while (end < spec.intervals() && spec.applies(function, end)) {
            end++;
        }
        for (int i = end; i < spec.intervals(); i++) {
            if (spec.applies(function, i)) {
                return null;
            }
        }
        long[] cuts = spec.cuts();
        if (first == end) {
            return new ElementFilter(0, 0);
        }
        return new ElementFilter(first == 0 ? Long.MIN_VALUE : cuts[first - 1],
                end == spec.intervals() ? Long.MAX_VALUE : cuts[end - 1]);
    }

    /** {@return whether no int is left out} */
    boolean takesAll() {
        return above < Integer.MIN_VALUE && upTo >= Integer.MAX_VALUE;
    }

    /** Copies the elements that pass, in order and without a branch on them; {@return how many} */
    int select(int[] elements, int count, int[] selected) {
        long lower = above;
        long upper = upTo;
        int passed = 0;
        for (int i = 0; i < count; i++) {
            long x = elements[i];
            selected[passed] = (int) x;
            passed += (x > lower ? 1 : 0) & (x <= upper ? 1 : 0);
        }
        return passed;
    }
}
