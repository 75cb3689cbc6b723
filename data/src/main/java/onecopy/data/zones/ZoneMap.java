package onecopy.data.zones;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyHeader;
import onecopy.data.npy.NpyType;

/**
 * Smallest value, largest value and exact sum of each zone of a dataset: a run of consecutive values, of one length but
 * for a shorter last one. Whoever knows them skips a zone no value of which matters, and accepts a whole one unread.
 * Immutable and thread-safe.
 *
 * <p>
 * The rows lie outside the heap, 32 bytes for each 64 or 128 KiB of values, in memory of their own and not in a
 * mapping: they are compared with their checksum once, and what happens to the file later reaches no answer and ends no
 * process. The memory goes with the last reference.
 */
public final class ZoneMap {
    /**
     * Elements of a zone in the maps we write, the last zone of a dataset excepted. 64 KiB of int32, so that reading a
     * zone costs microseconds and skipping one is worth a look at 32 bytes; and the halves of the values of a zone add up
     * in 32 bits.
     */
    public static final int ZONE_ELEMENTS = 1 << 14;

    /** Numbers that a zone has: min, max, low and high 64 bits of the sum. */
    static final int COLUMNS = 4;

    /** Bytes of a zone. */
    static final int ROW_BYTES = COLUMNS * Long.BYTES;

    private static final NpyType TYPE = NpyType.of(ElementType.INT64);
    private static final int PART_BYTES = 1 << 20;
    private static final int MIN_OFFSET = 0;
    private static final int MAX_OFFSET = MIN_OFFSET + Long.BYTES;
    private static final int SUM_LOW_OFFSET = MAX_OFFSET + Long.BYTES;
    private static final int SUM_HIGH_OFFSET = SUM_LOW_OFFSET + Long.BYTES;

    private final long count;
    private final int elementsPerZone;
    private final int zones;
    private final MemorySegment rows;

    /**
     * What tells a file with a zone map from any other; the manifest keeps it.
     *
     * @param elementsPerZone elements of a zone, the last one excepted
     * @param crc32c CRC32C of the rows as they lie in the file, header excluded
     */
    public record Seal(int elementsPerZone, int crc32c) {
        /** Checks the length of a zone. */
        public Seal {
            if (elementsPerZone < 1) {
                throw new IllegalArgumentException("zone_elements=" + elementsPerZone);
            }
        }
    }

    /** A map of rows that nobody writes any more. */
    ZoneMap(long count, int elementsPerZone, MemorySegment rows) {
        this.count = count;
        this.elementsPerZone = elementsPerZone;
        this.zones = zoneCount(count, elementsPerZone);
        this.rows = rows.asSlice(0, (long) zones * ROW_BYTES).asReadOnly();
    }

    /**
     * {@return the zone map in a {@code zones.npy}}
     *
     * @param count number of values it is about
     * @param seal what the manifest says of it
     * @throws OnecopyException if the file is missing or holds anything else
     */
    public static ZoneMap read(Path file, long count, Seal seal) {
        int zones = zoneCount(count, seal.elementsPerZone());
        NpyHeader header = NpyHeader.readTable(file, COLUMNS);
        if (!header.type().equals(TYPE) || header.count() != (long) zones * COLUMNS) {
            throw FileFaults.damaged(file, "it should hold " + zones + " rows of type " + TYPE.descr() + " and holds "
                    + header.count() / COLUMNS + " of type " + header.type().descr());
        }
        ZoneMap map = new ZoneMap(count, seal.elementsPerZone(), readRows(file, header));
        if (map.seal().crc32c() != seal.crc32c()) {
            throw FileFaults.damaged(file, "its checksum is not the one in the manifest");
        }
        return map;
    }

    private static MemorySegment readRows(Path file, NpyHeader header) {
        MemorySegment rows = allocate(header.dataBytes());
        try (FileChannel channel = FileChannel.open(file)) {
            for (long start = 0; start < rows.byteSize(); start += PART_BYTES) {
                ByteBuffer part = part(rows, start);
                while (part.hasRemaining()) {
                    if (channel.read(part, header.dataOffset() + start + part.position()) < 0) {
                        throw FileFaults.truncated(file, "it was cut short while it was read");
                    }
                }
            }
            return rows;
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    /** {@return memory for rows, all zero, which goes with its last reference} */
    static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(bytes, Long.BYTES);
    }

    /** {@return number of zones that {@code count} elements take} */
    public static int zoneCount(long count, int elementsPerZone) {
        return Math.toIntExact(Math.ceilDiv(count, elementsPerZone));
    }

    /** Writes a summary into a row. */
    static void put(MemorySegment rows, long zone, ZoneSummary summary) {
        long row = zone * ROW_BYTES;
        rows.set(ElementType.INT64_LAYOUT, row + MIN_OFFSET, summary.min());
        rows.set(ElementType.INT64_LAYOUT, row + MAX_OFFSET, summary.max());
        rows.set(ElementType.INT64_LAYOUT, row + SUM_LOW_OFFSET, summary.sumLow());
        rows.set(ElementType.INT64_LAYOUT, row + SUM_HIGH_OFFSET, summary.sumHigh());
    }

    /** {@return whether a zone is what a summary says} */
    boolean matches(int zone, ZoneSummary summary) {
        return min(zone) == summary.min() && max(zone) == summary.max() && sumLow(zone) == summary.sumLow()
                && sumHigh(zone) == summary.sumHigh();
    }

    /**
     * Writes a {@code zones.npy}; forcing it to disk is the caller's.
     *
     * @param file a file that does not exist
     */
    public void write(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel,
                    ByteBuffer.wrap(NpyHeader.encodeTable(TYPE, zones, COLUMNS, NpyHeader.NUMPY_PADDING_BYTES)));
            for (long start = 0; start < rows.byteSize(); start += PART_BYTES) {
                writeFully(channel, part(rows, start));
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** {@return what the manifest is to say of this map} */
    public Seal seal() {
        CRC32C crc = new CRC32C();
        for (long start = 0; start < rows.byteSize(); start += PART_BYTES) {
            crc.update(part(rows, start));
        }
        return new Seal(elementsPerZone, (int) crc.getValue());
    }

    private static ByteBuffer part(MemorySegment rows, long start) {
        return rows.asSlice(start, Math.min(PART_BYTES, rows.byteSize() - start)).asByteBuffer();
    }

    /** {@return number of values the map is about} */
    public long elements() {
        return count;
    }

    /** {@return elements of every zone, the last one excepted} */
    public int elementsPerZone() {
        return elementsPerZone;
    }

    /** {@return number of zones; 0 where there is no value} */
    public int zones() {
        return zones;
    }

    /** {@return position of the first element of a zone; the zone ends where the next one begins} */
    public long firstElement(int zone) {
        return (long) Objects.checkIndex(zone, zones) * elementsPerZone;
    }

    /** {@return number of elements of a zone, at least 1} */
    public int count(int zone) {
        return (int) Math.min(elementsPerZone, count - firstElement(zone));
    }

    /** {@return the smallest value of a zone} */
    public long min(int zone) {
        return get(zone, MIN_OFFSET);
    }

    /** {@return the largest value of a zone} */
    public long max(int zone) {
        return get(zone, MAX_OFFSET);
    }

    /** {@return the lower 64 bits of the sum of a zone, to be read as unsigned} */
    public long sumLow(int zone) {
        return get(zone, SUM_LOW_OFFSET);
    }

    /** {@return the upper 64 bits of the sum of a zone, the sign among them} */
    public long sumHigh(int zone) {
        return get(zone, SUM_HIGH_OFFSET);
    }

    private long get(int zone, int offset) {
        return rows.get(ElementType.INT64_LAYOUT, (long) zone * ROW_BYTES + offset);
    }

    /** {@return the smallest value of all; {@link Long#MAX_VALUE} where there is none} */
    public long smallest() {
        long smallest = Long.MAX_VALUE;
        for (int zone = 0; zone < zones; zone++) {
            smallest = Math.min(smallest, min(zone));
        }
        return smallest;
    }

    /** {@return the largest value of all; {@link Long#MIN_VALUE} where there is none} */
    public long largest() {
        long largest = Long.MIN_VALUE;
        for (int zone = 0; zone < zones; zone++) {
            largest = Math.max(largest, max(zone));
        }
        return largest;
    }
}
