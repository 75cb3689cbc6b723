package onecopy.loader.index;

import java.nio.file.Path;
import onecopy.data.ElementType;
import onecopy.data.index.IndexArray;
import onecopy.data.index.IndexLayout;

/** Writes a level of the search tree: the first entry of each block of the level below. */
final class Samples {
    private static final long PART_ROWS = 1 << 16;

    private Samples() {}

    /** {@return the level, written and not yet sealed} */
    static ArrayWriter of(ArrayWriter below, ElementType type, Path folder, IndexArray shape, BuildCrew crew) {
        ArrayWriter samples = ArrayWriter.create(folder, shape);
        try {
            crew.begin("sample", shape.rows() * type.widthBytes());
            crew.forParts(shape.rows(), PART_ROWS, (from, to) -> {
                for (long row = from; row < to; row++) {
                    long first = ValueMemory.get(below.entries(), type, row * IndexLayout.BLOCK_ENTRIES);
                    ValueMemory.set(samples.entries(), type, row, first);
                }
                crew.advance((to - from) * type.widthBytes());
            });
            return samples;
        } catch (RuntimeException | Error e) {
            samples.close();
            throw e;
        }
    }
}
