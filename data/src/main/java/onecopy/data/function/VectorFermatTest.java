package onecopy.data.function;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fermat's test to base 2 for many odd numbers at once, in Euler's form: whether {@code 2^((n-1)/2) mod n} is 1 or -1, as
 * for every prime; only numbers that pass {@code 2^(n-1) mod n = 1} can pass it.
 *
 * <p>Residues are doubles of at most little more than n/2. The product of two of them is kept exactly as a rounded part and
 * its error, which a fused multiply-add yields; the nearest multiple of n is subtracted with another one (T. Ogita, S.
 * Rump, S. Oishi, "Accurate Sum and Dot Product", 2005, for the exact product). Every step goes over all numbers, so that
 * many independent chains of operations are under way. Not thread-safe.
 */
final class VectorFermatTest {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class,
            VectorShape.forBitSize(LANES * Integer.SIZE));

    /** Adding it rounds a double below 2^51 to an integer, which its lower half then holds in binary. */
    private static final double ROUNDER = 0x1.8p52;
    /** A residue squared and multiplied by 2^15, divided by n, is still below 2^51. */
    private static final int DIGIT_BITS = 4;

    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;

    /** Digits after the first, which has six bits: a power of two up to 2^63 needs no multiplication. */
    private static final int DIGITS = 6;
    private static final long ONE = Double.doubleToRawLongBits(1);
    private static final int FIRST_DIGIT_MASK = (1 << 6) - 1;
    private static final int EXPONENT_BIAS = 1023;
    private static final int FRACTION_BITS = 52;

    private final double[] minusModuli;
    private final double[] inverses;
    private final double[] powers;
    private final int[] failures;

    VectorFermatTest(int capacity) {
        minusModuli = new double[capacity];
        inverses = new double[capacity];
        powers = new double[capacity];
        failures = new int[capacity];
    }

    /**
     * {@return for each of the first numbers 0 where it passes, 1 where it fails; the array is used again by the next call}
     *
     * @param numbers odd, from 2^19 to 2^31 - 1; what follows the first ones, up to whole vectors, is overwritten
     */
    int[] failures(int[] numbers, int count) {
        int padded = (count + LANES - 1) & -LANES;
        Arrays.fill(numbers, count, padded, 3);
        start(numbers, padded, minusModuli, inverses, powers);
        raise(powers, minusModuli, inverses, padded);
        for (int i = 0; i < count; i++) {
            long difference = (Double.doubleToRawLongBits(powers[i]) & Long.MAX_VALUE) - ONE;
            failures[i] = (int) ((difference | -difference) >>> (Long.SIZE - 1));
        }
        return failures;
    }

    private static void start(int[] numbers, int count, double[] minusModuli, double[] inverses,
            double[] powers) {
        for (int i = 0; i < count; i += LANES) {
            IntVector n = IntVector.fromArray(INTS, numbers, i);
            DoubleVector modulus = (DoubleVector) n.convertShape(VectorOperators.I2D, SPECIES, 0);
            DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1).div(modulus);
            DoubleVector power = powerOfTwo(modulus, DIGITS * DIGIT_BITS + 1, FIRST_DIGIT_MASK);
            DoubleVector quotient = power.fma(inverse, DoubleVector.broadcast(SPECIES, ROUNDER)).sub(ROUNDER);
            quotient.fma(modulus.neg(), power).intoArray(powers, i);
            modulus.neg().intoArray(minusModuli, i);
            inverse.intoArray(inverses, i);
        }
    }

    /** {@return 2 to the bits of n that shift and mask leave, put together from its binary exponent} */
    private static DoubleVector powerOfTwo(DoubleVector n, int shift, int mask) {
        LongVector digits = n.abs().add(ROUNDER).reinterpretAsLongs();
        return digits.lanewise(VectorOperators.LSHR, shift).and(mask).add(EXPONENT_BIAS)
                .lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsDoubles();
    }

    /** Squares the powers bit by bit and doubles them digit by digit. */
    private static void raise(double[] powers, double[] minusModuli, double[] inverses, int count) {
        DoubleVector rounder = DoubleVector.broadcast(SPECIES, ROUNDER);
        for (int bit = DIGITS * DIGIT_BITS - 1; bit >= 0; bit--) {
            boolean isDigitRaised = bit % DIGIT_BITS == 0;
            for (int i = 0; i < count; i += LANES) {
                DoubleVector a = DoubleVector.fromArray(SPECIES, powers, i);
                DoubleVector minusN = DoubleVector.fromArray(SPECIES, minusModuli, i);
                DoubleVector inverse = DoubleVector.fromArray(SPECIES, inverses, i);
                DoubleVector b = isDigitRaised ? a.mul(powerOfTwo(minusN, bit + 1, DIGIT_MASK)) : a;
                multiply(a, b, minusN, inverse, rounder).intoArray(powers, i);
            }
        }
    }

    private static DoubleVector multiply(DoubleVector a, DoubleVector b, DoubleVector minusN, DoubleVector inverse,
            DoubleVector rounder) {
        DoubleVector rounded = a.mul(b);
        DoubleVector error = a.fma(b, rounded.neg());
        DoubleVector quotient = rounded.fma(inverse, rounder).sub(rounder);
        return quotient.fma(minusN, rounded).add(error);
    }
}
