package onecopy.service.plan;

import java.math.BigInteger;

/** The double nearest to a quotient of integers, ties to even. */
final class ExactMean {
    private static final int QUOTIENT_BITS = 64;

    private ExactMean() {}

    /**
     * {@return sum / count, correctly rounded} The quotient is computed to more bits than a double has; a last bit that
     * is set where a remainder is left keeps rounding exact.
     *
     * @param count positive
     */
    static double of(BigInteger sum, long count) {
        BigInteger divisor = BigInteger.valueOf(count);
        int shift = Math.max(0, QUOTIENT_BITS + divisor.bitLength() - sum.bitLength());
        BigInteger[] parts = sum.abs().shiftLeft(shift).divideAndRemainder(divisor);
        BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        return Math.scalb(quotient.doubleValue(), -shift) * sum.signum();
    }
}
