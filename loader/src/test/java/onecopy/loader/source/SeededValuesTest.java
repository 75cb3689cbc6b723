package onecopy.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeededValuesTest {
    /** From an implementation of the description in Python. */
    private static final long[] GOLDEN = {749748, 372393, 438284, 940330};
    private static final BigInteger WORDS = BigInteger.ONE.shiftLeft(64);

    @Test
    void shouldGiveTheDocumentedValues() {
        SeededValues values = new SeededValues(1, 0, 1_000_000);
        assertThat(new long[]{values.at(0), values.at(1), values.at(2), values.at(1L << 40)})
                .containsExactly(reference(1, 0, 1_000_000, 0), reference(1, 0, 1_000_000, 1),
                        reference(1, 0, 1_000_000, 2), reference(1, 0, 1_000_000, 1L << 40))
                .containsExactly(GOLDEN);
    }

    @Test
    void shouldFollowItsDescriptionForAnyBounds() {
        long testSeed = System.nanoTime();
        Random random = new Random(testSeed);
        for (int round = 0; round < 2_000; round++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            long seed = random.nextLong();
            long position = random.nextLong() >>> 1 >>> random.nextInt(63);
            assertThat(new SeededValues(seed, Math.min(a, b), Math.max(a, b)).at(position))
                    .as("test seed %s, round %s", testSeed, round)
                    .isEqualTo(reference(seed, Math.min(a, b), Math.max(a, b), position));
        }
    }

    @Test
    void shouldDrawEveryValueOfASmallRangeEquallyOften() {
        SeededValues values = new SeededValues(7, -3, 6);
        int[] seen = new int[10];
        for (int i = 0; i < 1_000_000; i++) {
            seen[(int) values.at(i) + 3]++;
        }
        assertThat(Arrays.stream(seen).boxed()).allSatisfy(count -> assertThat(count).isBetween(98_500, 101_500));
    }

    /** The description in the Javadoc of SeededValues, word for word, in big integers. */
    private static long reference(long seed, long min, long max, long position) {
        BigInteger n = BigInteger.valueOf(max).subtract(BigInteger.valueOf(min)).add(BigInteger.ONE);
        for (int k = 0;; k++) {
            long counter = mix(seed) + (position + 1) * 0x9e3779b97f4a7c15L + k * 0xd1342543de82ef95L;
            BigInteger word = new BigInteger(Long.toUnsignedString(mix(counter)));
            if (n.equals(WORDS)) {
                return word.longValue();
            }
            BigInteger product = word.multiply(n);
            if (product.mod(WORDS).compareTo(WORDS.mod(n)) >= 0) {
                return BigInteger.valueOf(min).add(product.shiftRight(64)).longValueExact();
            }
        }
    }

    private static long mix(long input) {
        long z = input;
        z ^= z >>> 30;
        z *= 0xbf58476d1ce4e5b9L;
        z ^= z >>> 27;
        z *= 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
