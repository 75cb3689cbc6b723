package onecopy.data.function;

/**
 * Multiplication modulo an odd {@code 2 < n < 2^63} without division: residues are kept multiplied by {@code R = 2^64},
 * and a product is reduced by a multiple of n that clears its low word (P. Montgomery, "Modular Multiplication Without
 * Trial Division", 1985). Static methods over primitives; residues are in {@code [0, n)}.
 */
final class Montgomery {
    private Montgomery() {}

    /**
     * {@return {@code a b / R mod n}}
     *
     * @param inverse of n modulo 2^64, {@link SmallPrimes#inverse}
     */
    static long multiply(long a, long b, long n, long inverse) {
        long difference = Math.multiplyHigh(a, b) - Math.unsignedMultiplyHigh(a * b * inverse, n);
        return difference + ((difference >> 63) & n);
    }

    /** {@return the residue of 1, {@code R mod n}} */
    static long one(long n) {
        return Long.remainderUnsigned(-n, n);
    }

    /** {@return {@code a + b mod n}} */
    static long add(long a, long b, long n) {
        long difference = a - n + b;
        return difference + ((difference >> 63) & n);
    }

    /** {@return the residue of a small number, by doubling and adding} */
    static long ofSmall(long value, long n) {
        long one = one(n);
        long residue = 0;
        for (int bit = 63 - Long.numberOfLeadingZeros(value); bit >= 0; bit--) {
            residue = add(residue, residue, n);
            if (((value >>> bit) & 1) != 0) {
                residue = add(residue, one, n);
            }
        }
        return residue;
    }

    /** {@return a residue to a positive power} */
    static long power(long residue, long exponent, long n, long inverse) {
        long power = residue;
        for (int bit = 62 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            power = multiply(power, power, n, inverse);
            if (((exponent >>> bit) & 1) != 0) {
                power = multiply(power, residue, n, inverse);
            }
        }
        return power;
    }
}
