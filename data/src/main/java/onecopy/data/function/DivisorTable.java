package onecopy.data.function;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The number of divisors of every x in {@code [0, LIMIT)}, one byte each; {@code d(0)} counts as 1, and 0 stands for the
 * few counts above 255, which are to be found another way. Plain entries beat a table of odd numbers of half the size:
 * the shifts cost more than the cache misses. Immutable and thread-safe; lies outside the heap, in this process's memory
 * or in a file that all processes map.
 *
 * <p>The file holds the {@link #LENGTH_BYTES} entries and nothing else.
 */
public final class DivisorTable {
    /** The table covers the numbers below this one. */
    public static final int LIMIT = 1 << 22;

    /** Bytes of the table, in memory and as a file. */
    public static final int LENGTH_BYTES = LIMIT;

    /** CRC-32C of a true table. */
    static final int CHECKSUM = -1_891_433_990;

    private static final int LIMIT_BITS = 22;
    private static final int LARGEST_ENTRY = 255;
    private static final int SIEVE_BLOCK = 1 << 14;

    private final MemorySegment counts;

    private DivisorTable(MemorySegment counts) {
        this.counts = counts;
    }

    /** {@return the table, computed now, in memory of this process; takes about 30 ms} */
    public static DivisorTable sieved() {
        MemorySegment counts = Arena.ofAuto().allocate(LENGTH_BYTES, Long.BYTES);
        sieve(counts);
        return new DivisorTable(counts.asReadOnly());
    }

    /**
     * {@return the table mapped read-only from a file, so that all processes share one copy}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} where the file is not such a table
     */
    public static DivisorTable mapped(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != LENGTH_BYTES) {
                throw new OnecopyException(Fault.CORRUPT, "divisor table " + file + " has " + channel.size()
                        + " bytes instead of " + LENGTH_BYTES + ": delete it and it is made again");
            }
            MemorySegment counts = channel.map(MapMode.READ_ONLY, 0, LENGTH_BYTES, Arena.ofAuto());
            if (checksumOf(counts) != CHECKSUM) {
                throw new OnecopyException(Fault.CORRUPT,
                        "divisor table " + file + " is damaged: delete it and it is made again");
            }
            return new DivisorTable(counts);
        } catch (IOException e) {
            throw OnecopyException.ofIo("map the divisor table " + file, e);
        }
    }

    /** Writes the table to a new file, for {@link #mapped}. */
    public void writeTo(Path file) {
        try {
            Files.write(file, counts.toArray(ValueLayout.JAVA_BYTE), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write the divisor table " + file, e);
        }
    }

    /** {@return the number of divisors of x, which is in {@code [1, LIMIT)}; 0 where the table does not say} */
    int count(int x) {
        return counts.get(ValueLayout.JAVA_BYTE, x) & 0xff;
    }

    /**
     * Looks many numbers up. Those from the limit upwards, and those the table does not say, get 0; those below 1 get 1.
     *
     * @return whether any number got 0
     */
    boolean countAll(int[] values, int count, int[] into) {
        if (areAllCovered(values, count)) {
            for (int i = 0; i < count; i++) {
                into[i] = counts.get(ValueLayout.JAVA_BYTE, values[i]) & 0xff;
            }
        } else {
            for (int i = 0; i < count; i++) {
                int x = values[i];
                int known = (x - LIMIT) >> 31;
                into[i] = counts.get(ValueLayout.JAVA_BYTE, Math.max(x, 0) & known) & known & 0xff;
            }
        }
        return isAnyZero(into, count);
    }

    /** {@return how many numbers lie above the table; negative ones count as below, the smallest ones perhaps not} */
    static int countBeyond(int[] values, int count) {
        int covered = 0;
        for (int i = 0; i < count; i++) {
            covered += (values[i] - LIMIT) >>> (Integer.SIZE - 1);
        }
        return count - covered;
    }

    private static boolean areAllCovered(int[] values, int count) {
        int bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= values[i];
        }
        return bits >>> LIMIT_BITS == 0;
    }

    private static boolean isAnyZero(int[] counted, int count) {
        int bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= counted[i] - 1;
        }
        return bits < 0;
    }

    int checksum() {
        return checksumOf(counts);
    }

    private static int checksumOf(MemorySegment counts) {
        CRC32C crc = new CRC32C();
        crc.update(counts.asByteBuffer());
        return (int) crc.getValue();
    }

    private static void sieve(MemorySegment counts) {
        int[] block = new int[SIEVE_BLOCK];
        for (int base = 0; base < LIMIT; base += SIEVE_BLOCK) {
            sieveBlock(base, block);
            for (int i = 0; i < SIEVE_BLOCK; i++) {
                counts.set(ValueLayout.JAVA_BYTE, base + i, block[i] > LARGEST_ENTRY ? 0 : (byte) block[i]);
            }
        }
        counts.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
    }

    /**
     * Counts pairs of divisors {@code d <= m / d} of every m of a block: one for a square root, two for every other pair,
     * so only the d up to the square root have their multiples visited.
     */
    private static void sieveBlock(int base, int[] block) {
        Arrays.fill(block, 0);
        for (int d = 1; d * d < base + SIEVE_BLOCK; d++) {
            int square = d * d - base;
            int next = square + d;
            if (square >= 0) {
                block[square]++;
            } else if (next < 0) {
                next += (d - 1 - next) / d * d;
            }
            for (int multiple = next; multiple < SIEVE_BLOCK; multiple += d) {
                block[multiple] += 2;
            }
        }
    }
}
