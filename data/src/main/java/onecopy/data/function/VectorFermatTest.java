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

    /** The power is begun with this many bits of the exponent at once: 2^31 is still exact. */
    private static final int FIRST_BITS = 5;

    private static final int NEXT_BITS = 31 - FIRST_BITS;

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
        double[] factors = new double[STRIDE * NEXT_BITS];
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
            inverses[i] = 1 / moduli[i];
            powers[i] = 1L << (((int) moduli[i] - 1) >>> NEXT_BITS);
        }
        for (int bit = 0; bit < NEXT_BITS; bit++) {
            for (int i = 0; i < STRIDE; i++) {
                factors[bit * STRIDE + i] = 1 + ((((int) moduli[i] - 1) >>> (NEXT_BITS - 1 - bit)) & 1);
            }
        }
    }

    /** Squares each power and doubles it where the exponent has a bit: factors are 1 or 2. */
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
        for (int at = 0; at < factors.length; at += STRIDE) {
            a0 = square(a0, n0, i0, zero, rounder).mul(DoubleVector.fromArray(SPECIES, factors, at));
            a1 = square(a1, n1, i1, zero, rounder).mul(DoubleVector.fromArray(SPECIES, factors, at + LANES));
            a2 = square(a2, n2, i2, zero, rounder).mul(DoubleVector.fromArray(SPECIES, factors, at + 2 * LANES));
            a3 = square(a3, n3, i3, zero, rounder).mul(DoubleVector.fromArray(SPECIES, factors, at + 3 * LANES));
        }
        a0.intoArray(powers, 0);
        a1.intoArray(powers, LANES);
        a2.intoArray(powers, 2 * LANES);
        a3.intoArray(powers, 3 * LANES);
    }

    private static DoubleVector square(DoubleVector a, DoubleVector minusN, DoubleVector inverse, DoubleVector zero,
            DoubleVector rounder) {
        DoubleVector rounded = a.mul(a);
        DoubleVector error = a.fma(a, zero.sub(rounded));
        DoubleVector quotient = rounded.fma(inverse, rounder).sub(rounder);
        return quotient.fma(minusN, rounded).add(error);
    }
}
