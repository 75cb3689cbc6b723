package onecopy.service.coordinator;

/**
 * What computing an element costs one worker, as far as is known.
 *
 * @param meanNs over all elements; positive
 * @param worstNs over the dearest region that was looked at; at least {@code meanNs}
 */
record ElementCost(double meanNs, double worstNs) {
    /** Checks the bounds. */
    ElementCost {
        if (!(meanNs > 0) || !(worstNs >= meanNs)) {
            throw new IllegalArgumentException("bad cost: meanNs=" + meanNs + ", worstNs=" + worstNs);
        }
    }

    /** {@return a cost that is the same everywhere} */
    static ElementCost uniform(double ns) {
        return new ElementCost(ns, ns);
    }

    /** {@return how many elements are worth this much work on average; at least 1} */
    long elementsWorth(long workNs) {
        return Math.max(1, (long) (workNs / meanNs));
    }

    /** {@return how many elements stay within this much work even where they are dearest; at least 1} */
    long elementsWithin(long workNs) {
        return Math.max(1, (long) (workNs / worstNs));
    }
}
