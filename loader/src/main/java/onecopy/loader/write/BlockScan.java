package onecopy.loader.write;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.fault.OnecopyException;
import onecopy.data.zones.ZoneMapBuilder;
import onecopy.loader.source.IndexedInput;

/**
 * Takes an indexed input block by block on every core: each block is read once, and while it is in the core's cache it
 * is checksummed, summarised for the zone map and handed to the sink. Smaller pieces are slower: two cores that write to
 * one file wait for each other at every system call.
 */
final class BlockScan {
    private static final int BLOCK_ELEMENTS = BlockChecksums.BLOCK_ELEMENTS;

    private final IndexedInput input;
    private final ElementType type;
    private final Sink sink;
    private final WriteProgress progress;
    private final int[] checksums;
    private final AtomicLong nextBlock = new AtomicLong();
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final ZoneMapBuilder zones;

    /** Receives blocks in any order, from several threads. */
    interface Sink {
        /** Takes elements {@code [start, start + count)}, which lie at the beginning of the segment. */
        void accept(long start, int count, MemorySegment elements);
    }

    private record Failure(long block, RuntimeException reason) {}

    BlockScan(IndexedInput input, ElementType type, Sink sink, WriteProgress progress) {
        this.input = input;
        this.type = type;
        this.sink = sink;
        this.progress = progress;
        this.zones = new ZoneMapBuilder(type);
        this.checksums = new int[BlockChecksums.blockCount(input.count(), BLOCK_ELEMENTS)];
    }

    /**
     * Goes over the whole input.
     *
     * @param dataOffset bytes before the first value in the file that the sink fills
     * @throws OnecopyException the error of the earliest block that has one
     */
    WrittenValues run(long dataOffset) {
        Crew.run("onecopy-load", this::work);
        if (failure.get() != null) {
            throw failure.get().reason();
        }
        return new WrittenValues(type, input.count(), dataOffset, BlockChecksums.of(checksums), zones.finish());
    }

    /** Blocks are claimed in order, so when one fails, all earlier ones are done or in somebody's hands. */
    private void work() {
        IndexedInput.Reader reader = input.newReader(type);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment elements = arena.allocate((long) BLOCK_ELEMENTS * type.widthBytes(), 64);
            while (failure.get() == null) {
                long block = nextBlock.getAndIncrement();
                if (block >= checksums.length) {
                    break;
                }
                try {
                    scan((int) block, reader, elements);
                } catch (RuntimeException e) {
                    Failure own = new Failure(block, e);
                    failure.accumulateAndGet(own, (a, b) -> a == null || b.block() < a.block() ? b : a);
                }
            }
        }
    }

    private void scan(int block, IndexedInput.Reader reader, MemorySegment elements) {
        long start = (long) block * BLOCK_ELEMENTS;
        int count = (int) Math.min(BLOCK_ELEMENTS, input.count() - start);
        long bytes = (long) count * type.widthBytes();
        reader.read(start, count, elements);
        zones.add(start, elements, count);
        CRC32C checksum = new CRC32C();
        checksum.update(elements.asSlice(0, bytes).asByteBuffer());
        checksums[block] = (int) checksum.getValue();
        sink.accept(start, count, elements);
        progress.advance(bytes);
    }
}
