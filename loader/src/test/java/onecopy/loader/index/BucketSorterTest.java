package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketSorterTest {
    private static final long SEED = 11;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 13, 24, 25, 207, 4098, 8191, 8192})
    void shouldSortUnsignedKeysOfAnyWidth(int length) {
        SplittableRandom random = new SplittableRandom(SEED + length);
        LongSorter sorter = new LongSorter(length);
        for (int bits = 0; bits <= Long.SIZE; bits += bits % 11 == 0 ? 1 : 5) {
            for (int distinct : new int[]{1, 2, 50, Integer.MAX_VALUE}) {
                long[] keys = sorter.keys();
                for (int i = 0; i < length; i++) {
                    long key = distinct == Integer.MAX_VALUE
                            ? random.nextLong()
                            : random.nextInt(distinct) * 0x9E37_79B9_7F4A_7C15L;
                    keys[i] = bits == 0 ? 0 : key >>> (Long.SIZE - bits);
                }
                long[] expected = Arrays.stream(keys).boxed().sorted(Long::compareUnsigned).mapToLong(x -> x).toArray();
                sorter.sort(length);
                assertThat(keys).as("bits=" + bits + ", distinct=" + distinct + ", seed=" + SEED).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 13, 24, 25, 207, 4098, 8191, 8192})
    void shouldSortNarrowKeysOfAnyWidthAnywhere(int length) {
        SplittableRandom random = new SplittableRandom(SEED + length);
        IntSorter sorter = new IntSorter(length, 0);
        for (int bits = 0; bits <= Integer.SIZE; bits++) {
            for (int distinct : new int[]{1, 2, 50, Integer.MAX_VALUE}) {
                int smallest = random.nextInt();
                int[] keys = sorter.keys();
                for (int i = 0; i < length; i++) {
                    int key = distinct == Integer.MAX_VALUE ? random.nextInt() : random.nextInt(distinct) * 0x9E37_79B9;
                    int distance = bits == 0 ? 0 : key >>> (Integer.SIZE - bits);
                    keys[i] = (int) Math.min(Integer.MAX_VALUE, smallest + (distance & 0xFFFF_FFFFL));
                }
                int[] expected = keys.clone();
                Arrays.sort(expected);
                sorter.sort(length);
                assertThat(keys).as("bits=" + bits + ", distinct=" + distinct + ", seed=" + SEED).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 207, 8192})
    void shouldSortBothEndsOfTheRange(int length) {
        IntSorter sorter = new IntSorter(length, 0);
        int[] expected = new int[length];
        for (int i = 0; i < length; i++) {
            sorter.keys()[i] = i % 2 == 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            expected[i] = i < length / 2 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        expected[length / 2] = length % 2 == 0 ? Integer.MAX_VALUE : expected[length / 2];
        sorter.sort(length);
        assertThat(sorter.keys()).isEqualTo(expected);
    }
}
