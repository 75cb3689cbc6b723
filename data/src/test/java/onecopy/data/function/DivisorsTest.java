package onecopy.data.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivisorsTest {
    private static final long SEED = 20261122;

    private final Divisors divisors = new Divisors();

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -6, Integer.MIN_VALUE, Long.MIN_VALUE, 1})
    void shouldCountOneForOneAndForEverythingBelow(long x) {
        assertThat(divisors.apply(x)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "4,3", "12,6", "720720,240", "1081080,256", "3603600,360", "4194303,16", "4194304,23",
        "4194305,8", "735134400,1344", "1396755360,1536", "2147483629,2", "2147483647,2", "2147483648,32",
        "2146654199,4", "2147395600,135", "2146689000,256", "2144153025,147", "4611686018427387904,63",
        "9223372036854775807,96", "897612484786617600,103680", "9223372036854775783,2", "9223372036854775549,2",
        "9223371994482243049,3", "9223358842721533951,112", "4611686014132420609,3", "6209685236384353,8",
        "9223090561878065152,392"})
    void shouldCountDivisorsOfNotableNumbers(long x, long expected) {
        assertThat(divisors.apply(x)).as("divisors(%d)", x).isEqualTo(expected);
    }

    @Test
    void shouldAgreeWithCountingDivisorsBelowOneHundredThousand() {
        int[] counts = new int[100_000];
        for (int d = 1; d < counts.length; d++) {
            for (int multiple = d; multiple < counts.length; multiple += d) {
                counts[multiple]++;
            }
        }
        int[] ours = new int[counts.length];
        for (int x = 1; x < counts.length; x++) {
            ours[x] = (int) divisors.apply(x);
        }
        assertThat(ours).isEqualTo(counts);
    }

    @Test
    void shouldAgreeWithTrialDivisionUpToTheEndOfInt32() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 5_000; i++) {
            int x = random.nextInt(1, Integer.MAX_VALUE) >>> random.nextInt(12);
            assertThat(divisors.apply(x)).as("divisors(%d), seed %d", x, SEED).isEqualTo(byTrialDivision(x));
        }
    }

    @Test
    void shouldMultiplyOverKnownPrimeFactors() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 1_000; i++) {
            long x = 1;
            long expected = 1;
            long last = 1;
            while (true) {
                long prime = BigInteger.valueOf(random.nextLong(1L << random.nextInt(1, 33))).nextProbablePrime()
                        .longValueExact();
                int exponent = random.nextInt(1, 4);
                BigInteger next = BigInteger.valueOf(prime).pow(exponent).multiply(BigInteger.valueOf(x));
                if (prime <= last || next.bitLength() > 63) {
                    break;
                }
                last = prime;
                x = next.longValueExact();
                expected *= exponent + 1;
            }
            assertThat(divisors.apply(x)).as("divisors(%d), seed %d", x, SEED).isEqualTo(expected);
        }
    }

    @Test
    void shouldGiveTheSameOneByOneAndInBulk() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int count : new int[]{0, 1, 7, 8, 13, 207, 4098}) {
            long[] values = new long[count];
            long[] bulk = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = random.nextLong() >> random.nextInt(20, 64);
            }
            divisors.applyAll(values, count, bulk);
            for (int i = 0; i < count; i++) {
                assertThat(bulk[i]).as("divisors(%d), seed %d", values[i], SEED).isEqualTo(divisors.apply(values[i]));
            }
        }
    }

    @Test
    void shouldGiveTheSameOneByOneAndInBulkOverInts() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int bits = 0; bits < Integer.SIZE; bits++) {
            int shift = bits;
            int[] values = IntStream.generate(() -> random.nextInt() >> shift).limit(207).toArray();
            values[random.nextInt(207)] = Integer.MIN_VALUE;
            values[random.nextInt(207)] = Integer.MAX_VALUE;
            int[] bulk = new int[values.length];
            divisors.applyAll(values, values.length, bulk);
            assertThat(bulk).as("seed %d", SEED)
                    .isEqualTo(Arrays.stream(values).map(x -> (int) divisors.apply(x)).toArray());
        }
    }

    @Test
    void shouldKnowATableByItsChecksum() {
        assertThat(DivisorTable.sieved().checksum()).isEqualTo(DivisorTable.CHECKSUM);
    }

    @Test
    void shouldShareItsTableThroughAFile(@TempDir Path folder) {
        Path file = folder.resolve("divisors.table");
        DivisorTable.sieved().writeTo(file);
        assertThat(new Divisors(() -> DivisorTable.mapped(file)).apply(3_603_600)).isEqualTo(360);
    }

    @Test
    void shouldRefuseADamagedTable(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("divisors.table");
        Files.write(file, new byte[DivisorTable.LENGTH_BYTES]);
        assertThatThrownBy(() -> DivisorTable.mapped(file)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT)).hasMessageContaining("damaged");
    }

    private static long byTrialDivision(long x) {
        long divisors = 0;
        for (long d = 1; d * d <= x; d++) {
            if (x % d == 0) {
                divisors += d * d == x ? 1 : 2;
            }
        }
        return divisors;
    }
}
