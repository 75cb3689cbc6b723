package onecopy.data.index;

import java.math.BigInteger;

/**
 * An exact sum of 64-bit integers: a 128-bit two's complement accumulator, large enough for 2^63 addends of any value.
 * Mutable so that queries need not allocate; for one thread at a time.
 */
public final class Total128 {
    private long high;
    private long low;

    /** Begins at zero. */
    public Total128() {}

    /** {@return the upper 64 bits, the sign among them} */
    public long high() {
        return high;
    }

    /** {@return the lower 64 bits, to be read as unsigned} */
    public long low() {
        return low;
    }

    /** {@return whether the total is a 64-bit signed integer} */
    public boolean fitsLong() {
        return high == low >> 63;
    }

    /**
     * {@return the total as a 64-bit signed integer}
     *
     * @throws ArithmeticException unless {@link #fitsLong()}
     */
    public long longValueExact() {
        if (!fitsLong()) {
            throw new ArithmeticException(this + " does not fit 64 bits");
        }
        return low;
    }

    /** {@return the total with all its digits} */
    public BigInteger toBigInteger() {
        if (fitsLong()) {
            return BigInteger.valueOf(low);
        }
        BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(lower);
    }

    /** Starts again at zero. */
    public Total128 clear() {
        return set(0, 0);
    }

    /** Starts again at a 128-bit value. */
    public Total128 set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
        return this;
    }

    /** Starts again at another total. */
    public Total128 set(Total128 other) {
        return set(other.high, other.low);
    }

    /** Adds one addend. */
    public Total128 add(long addend) {
        return add(addend >> 63, addend);
    }

    /** Adds a 128-bit value. */
    public Total128 add(long addendHigh, long addendLow) {
        low += addendLow;
        high += addendHigh + (Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0);
        return this;
    }

    /** Adds another total. */
    public Total128 add(Total128 other) {
        return add(other.high, other.low);
    }

    /** Adds an addend as many times as stated. */
    public Total128 addProduct(long addend, long times) {
        return add(Math.multiplyHigh(addend, times), addend * times);
    }

    /** Subtracts one addend. */
    public Total128 subtract(long addend) {
        return subtract(addend >> 63, addend);
    }

    /** Subtracts a 128-bit value. */
    public Total128 subtract(long addendHigh, long addendLow) {
        high -= addendHigh + (Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0);
        low -= addendLow;
        return this;
    }

    /** Subtracts another total. */
    public Total128 subtract(Total128 other) {
        return subtract(other.high, other.low);
    }

    /** {@return whether this total is the smaller one} */
    public boolean isLessThan(Total128 other) {
        return high < other.high || (high == other.high && Long.compareUnsigned(low, other.low) < 0);
    }

    /** {@return all digits} */
    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
