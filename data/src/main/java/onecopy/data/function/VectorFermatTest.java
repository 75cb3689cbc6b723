package onecopy.data.function;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fermat's test to base 2 for many numbers at once: whether {@code 2^(n-1) mod n} is 1. Residues are doubles between -n
 * and n. The product of two of them is kept exactly as a rounded part and its error, which a fused multiply-add yields;
 * the nearest multiple of n is subtracted with another one (T. Ogita, S. Rump, S. Oishi, "Accurate Sum and Dot Product",
 * 2005, for the exact product).
 */
final class VectorFermatTest {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STRIDE = 4 * LANES;

    /** Adding it rounds a double below 2^51 to an integer. */
    private static final double ROUNDER = 0x1.8p52;

    /** The exponent is taken in digits of five bits: 2^31 and a residue still have a product of 62 bits. */
    private static final int DIGIT_BITS = 5;

    private static final int DIGITS = 6;

    private VectorFermatTest() {}

    /**
     * {@return for each number whether it passes, as every prime does}
     *
     * @param numbers odd, from 3 to 2^31 - 1
     */
    static boolean[] passes(double[] numbers, int count) {
        double[] moduli = new double[STRIDE];
        double[] inverses = new double[STRIDE];
        double[] powers = new double[STRIDE];
        double[] factors = new double[STRIDE * DIGITS];
        boolean[] passes = new boolean[count];
        for (int at = 0; at < count; at += STRIDE) {
            int length = Math.min(STRIDE, count - at);
            Arrays.fill(moduli, 3);
            System.arraycopy(numbers, at, moduli, 0, length);
            prepare(moduli, inverses, powers, factors);
            raise(powers, moduli, inverses, factors);
            for (int i = 0; i < length; i++) {
                passes[at + i] = powers[i] == 1;
            }
        }
        return passes;
    }

    private static void prepare(double[] moduli, double[] inverses, double[] powers, double[] factors) {
        for (int i = 0; i < STRIDE; i++) {
            int exponent = (int) moduli[i] - 1;
            inverses[i] = 1 / moduli[i];
            powers[i] = 1 << (exponent >>> (DIGITS * DIGIT_BITS));
            for (int digit = 0; digit < DIGITS; digit++) {
                int shift = (DIGITS - 1 - digit) * DIGIT_BITS;
                factors[digit * STRIDE + i] = 1L << ((exponent >>> shift) & ((1 << DIGIT_BITS) - 1));
            }
        }
    }

    /** For each digit of the exponent raises the powers to the 32nd and multiplies them by 2 to the digit. */
    private static void raise(double[] powers, double[] moduli, double[] inverses, double[] factors) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, powers, 0);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, powers, LANES);
        DoubleVector a2 = DoubleVector.fromArray(SPECIES, powers, 2 * LANES);
        DoubleVector a3 = DoubleVector.fromArray(SPECIES, powers, 3 * LANES);
        DoubleVector n0 = DoubleVector.fromArray(SPECIES, moduli, 0).mul(-1);
        DoubleVector n1 = DoubleVector.fromArray(SPECIES, moduli, LANES).mul(-1);
        DoubleVector n2 = DoubleVector.fromArray(SPECIES, moduli, 2 * LANES).mul(-1);
        DoubleVector n3 = DoubleVector.fromArray(SPECIES, moduli, 3 * LANES).mul(-1);
        DoubleVector i0 = DoubleVector.fromArray(SPECIES, inverses, 0);
        DoubleVector i1 = DoubleVector.fromArray(SPECIES, inverses, LANES);
        DoubleVector i2 = DoubleVector.fromArray(SPECIES, inverses, 2 * LANES);
        DoubleVector i3 = DoubleVector.fromArray(SPECIES, inverses, 3 * LANES);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector rounder = DoubleVector.broadcast(SPECIES, ROUNDER);
        for (int step = 1, at = 0; at < factors.length; step++) {
            boolean isDigitRaised = step % (DIGIT_BITS + 1) == 0;
            DoubleVector b0 = isDigitRaised ? DoubleVector.fromArray(SPECIES, factors, at) : a0;
            DoubleVector b1 = isDigitRaised ? DoubleVector.fromArray(SPECIES, factors, at + LANES) : a1;
            DoubleVector b2 = isDigitRaised ? DoubleVector.fromArray(SPECIES, factors, at + 2 * LANES) : a2;
            DoubleVector b3 = isDigitRaised ? DoubleVector.fromArray(SPECIES, factors, at + 3 * LANES) : a3;
            a0 = multiply(a0, b0, n0, i0, zero, rounder);
            a1 = multiply(a1, b1, n1, i1, zero, rounder);
            a2 = multiply(a2, b2, n2, i2, zero, rounder);
            a3 = multiply(a3, b3, n3, i3, zero, rounder);
            at += isDigitRaised ? STRIDE : 0;
        }
        a0.intoArray(powers, 0);
        a1.intoArray(powers, LANES);
        a2.intoArray(powers, 2 * LANES);
        a3.intoArray(powers, 3 * LANES);
    }

    private static DoubleVector multiply(DoubleVector a, DoubleVector b, DoubleVector minusN, DoubleVector inverse,
            DoubleVector zero, DoubleVector rounder) {
        DoubleVector rounded = a.mul(b);
        DoubleVector error = a.fma(b, zero.sub(rounded));
        DoubleVector quotient = rounded.fma(inverse, rounder).sub(rounder);
        return quotient.fma(minusN, rounded).add(error);
    }
}
