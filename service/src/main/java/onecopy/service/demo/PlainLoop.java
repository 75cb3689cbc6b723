package onecopy.service.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.OnecopyException;

/**
 * What anybody would write: read the file through a buffer in one thread, and look at every number. The demo's oracle;
 * it shares no code with the engine.
 */
final class PlainLoop {
    private static final int BUFFER_BYTES = 1 << 20;

    /** How often each value from 0 to the largest one occurs. */
    private final long[] occurrences;

    private PlainLoop(long[] occurrences) {
        this.occurrences = occurrences;
    }

    /**
     * Reads int32 values.
     *
     * @param file a {@code .npy} file
     * @param dataOffset bytes before its first value
     * @param largest no value is larger, none negative
     */
    static PlainLoop over(Path file, long dataOffset, int largest) {
        long[] occurrences = new long[largest + 1];
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(dataOffset);
            while (channel.read(buffer.clear()) > 0) {
                while (buffer.position() % Integer.BYTES != 0 && channel.read(buffer) > 0) {
                    // a number was cut in two: read on
                }
                count(buffer.flip(), occurrences);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
        return new PlainLoop(occurrences);
    }

    private static void count(ByteBuffer values, long[] occurrences) {
        for (int i = 0; i < values.limit(); i += Integer.BYTES) {
            occurrences[values.getInt(i)]++;
        }
    }

    /** {@return how many values are at most n} */
    long countAtMost(int n) {
        long count = 0;
        for (int x = 0; x <= n; x++) {
            count += occurrences[x];
        }
        return count;
    }

    /** {@return the sum of the values that are at most n} */
    BigInteger sumAtMost(int n) {
        BigInteger sum = BigInteger.ZERO;
        for (int x = 0; x <= n; x++) {
            sum = sum.add(BigInteger.valueOf(x).multiply(BigInteger.valueOf(occurrences[x])));
        }
        return sum;
    }

    /** {@return the sum of the numbers of divisors of the values up to each of the bounds, by trial division} */
    List<BigInteger> divisorsAtMost(List<Integer> bounds) {
        int largest = bounds.stream().mapToInt(Integer::intValue).max().orElse(-1);
        long[] running = new long[largest + 1];
        long sum = 0;
        for (int x = 0; x <= largest; x++) {
            sum += occurrences[x] * divisors(x);
            running[x] = sum;
        }
        List<BigInteger> sums = new ArrayList<>();
        bounds.forEach(bound -> sums.add(BigInteger.valueOf(running[bound])));
        return sums;
    }

    /** {@return the number of divisors as the original program counts: one by one, up to the root; 1 for 0} */
    static int divisors(int x) {
        int count = x == 0 ? 1 : 0;
        for (int j = 1; (long) j * j <= x; j++) {
            if (x % j == 0) {
                count += j * j == x ? 1 : 2;
            }
        }
        return count;
    }
}
