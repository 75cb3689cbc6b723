package onecopy.service.scan;

/**
 * A guess, from blocks already seen, in which {@code [base, base + 2^bits)} the next elements lie. The guess leaves some
 * room on both sides of what was seen, so that a few blocks settle it.
 */
final class ValueRange {
    private static final int ROOM_SHIFT = 4;

    private final int maxBits;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private long base;
    private int bits;

    ValueRange(int maxBits) {
        this.maxBits = maxBits;
    }

    /** Widens the guess so that it holds these. */
    void include(long blockMin, long blockMax) {
        min = Math.min(min, blockMin);
        max = Math.max(max, blockMax);
        long span = max - min;
        bits = span < 0 ? Long.SIZE : Long.SIZE - Long.numberOfLeadingZeros(span + (span >>> ROOM_SHIFT) + 1);
        if (isNarrow()) {
            long room = ((1L << bits) - 1 - span) / 2;
            base = Math.min(Math.max(min, Long.MIN_VALUE + room) - room, Long.MAX_VALUE - (1L << bits));
        }
    }

    /** {@return whether something was seen and it lies close enough together} */
    boolean isNarrow() {
        return min <= max && bits <= maxBits;
    }

    /** {@return whether nothing was seen} */
    boolean isUnknown() {
        return min > max;
    }

    long base() {
        return base;
    }

    int bits() {
        return bits;
    }
}
