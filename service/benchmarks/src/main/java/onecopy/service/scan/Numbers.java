package onecopy.service.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import onecopy.data.ElementType;
import onecopy.data.mapped.MappedValues;

/** Seeded random elements in one of three places: an array on the heap, anonymous memory, or a mapped file. */
public final class Numbers implements AutoCloseable {
    private static final long SEED = 20_261_122L;
    private static final int HEADER_BYTES = 4096;

    private final MemorySegment segment;
    private final Runnable owner;

    private Numbers(MemorySegment segment, Runnable owner) {
        this.segment = segment;
        this.owner = owner;
    }

    /** Where elements lie. */
    public enum Place {
        /** An array on the heap. */
        HEAP,
        /** Memory without a file. */
        ANONYMOUS,
        /** A file, mapped read-only. */
        MAPPED
    }

    /** {@return count elements, uniform in {@code [min, max]}, the same for the same arguments wherever they lie} */
    public static Numbers uniform(Place place, ElementType type, int count, long min, long max) {
        MemorySegment heap = switch (type) {
            case INT32 -> MemorySegment.ofArray(new int[count]);
            case INT64 -> MemorySegment.ofArray(new long[count]);
        };
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            long value = random.nextLong(min, max + 1);
            switch (type) {
                case INT32 -> heap.setAtIndex(ElementType.INT32_LAYOUT, i, (int) value);
                case INT64 -> heap.setAtIndex(ElementType.INT64_LAYOUT, i, value);
            }
        }
        return switch (place) {
            case HEAP -> new Numbers(heap, () -> {});
            case ANONYMOUS -> anonymous(heap);
            case MAPPED -> mapped(heap, type, count);
        };
    }

    private static Numbers anonymous(MemorySegment values) {
        Arena arena = Arena.ofShared();
        return new Numbers(arena.allocate(values.byteSize(), HEADER_BYTES).copyFrom(values), arena::close);
    }

    private static Numbers mapped(MemorySegment values, ElementType type, int count) {
        try {
            Path file = Files.createTempFile("onecopy-jmh", ".values");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    Arena arena = Arena.ofConfined()) {
                channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER_BYTES + values.byteSize(), arena)
                        .asSlice(HEADER_BYTES).copyFrom(values);
            }
            MappedValues mapping = MappedValues.open(file, type, HEADER_BYTES, count);
            Files.delete(file);
            return new Numbers(mapping.segment(), mapping::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return exactly the elements} */
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public void close() {
        owner.run();
    }
}
