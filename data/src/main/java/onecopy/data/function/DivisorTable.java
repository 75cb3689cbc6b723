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
import java.util.zip.CRC32C;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The number of divisors of every x in {@code [1, LIMIT)}, one byte per odd number: for {@code x = 2^k m} with m odd,
 * {@code d(x) = (k + 1) d(m)}. Half the table, and d of an odd number below the limit stays below 256 where d of an even
 * one does not. Immutable and thread-safe; lies outside the heap, in this process's memory or in a file that all
 * processes map.
 *
 * <p>The file holds the {@link #LENGTH_BYTES} entries and nothing else; byte i belongs to {@code 2 i + 1}.
 */
public final class DivisorTable {
    /** The table knows the numbers below this one. */
    public static final int LIMIT = 1 << 22;

    /** Bytes of the table, in memory and as a file. */
    public static final int LENGTH_BYTES = LIMIT / 2;

    /** CRC-32C of a true table. */
    static final int CHECKSUM = 313_969_056;

    private final MemorySegment counts;

    private DivisorTable(MemorySegment counts) {
        this.counts = counts;
    }

    /** {@return the table, computed now, in memory of this process; takes about 10 ms} */
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

    /** {@return the number of divisors of x, which is in {@code [1, LIMIT)}} */
    int count(int x) {
        int twos = Integer.numberOfTrailingZeros(x);
        return (twos + 1) * (counts.get(ValueLayout.JAVA_BYTE, x >>> (twos + 1)) & 0xff);
    }

    int checksum() {
        return checksumOf(counts);
    }

    private static int checksumOf(MemorySegment counts) {
        CRC32C crc = new CRC32C();
        crc.update(counts.asByteBuffer());
        return (int) crc.getValue();
    }

    /**
     * Counts pairs of divisors {@code d <= m / d} of every odd m: one for a square root, two for every other pair, so
     * only the d up to the square root of the limit have their multiples visited.
     */
    private static void sieve(MemorySegment counts) {
        for (int d = 1; (long) d * d < LIMIT; d += 2) {
            add(counts, (d * d) >> 1, 1);
            for (int entry = ((d * d) >> 1) + d; entry < LENGTH_BYTES; entry += d) {
                add(counts, entry, 2);
            }
        }
    }

    private static void add(MemorySegment counts, int entry, int more) {
        counts.set(ValueLayout.JAVA_BYTE, entry, (byte) (counts.get(ValueLayout.JAVA_BYTE, entry) + more));
    }
}
