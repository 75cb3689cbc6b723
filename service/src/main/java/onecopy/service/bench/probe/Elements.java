package onecopy.service.bench.probe;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;

/**
 * The elements of one file, as a probe is told of them on its command line.
 *
 * @param file that holds them
 * @param type their type
 * @param dataOffset bytes before the first one
 * @param count how many
 */
public record Elements(Path file, ElementType type, long dataOffset, long count) {
    /** {@return the elements of a version} */
    public static Elements of(DatasetVersion version) {
        Manifest manifest = version.manifest();
        return new Elements(version.valuesFile().toAbsolutePath(), manifest.elementType(), manifest.dataOffset(),
                manifest.count());
    }

    /** {@return bytes of all elements} */
    public long bytes() {
        return count * type.widthBytes();
    }

    List<String> arguments() {
        return List.of(file.toString(), type.label(), Long.toString(dataOffset), Long.toString(count));
    }

    static Elements read(Iterator<String> arguments) {
        return new Elements(Path.of(arguments.next()), ElementType.ofLabel(arguments.next()),
                Long.parseLong(arguments.next()), Long.parseLong(arguments.next()));
    }

    /** {@return the elements, mapped for the rest of the process's life} */
    @SuppressWarnings("MustBeClosedChecker")
    MemorySegment mapped() {
        return MappedValues.open(file, type, dataOffset, count).segment();
    }

    /** {@return a copy of the elements in one array on the heap} */
    MemorySegment onHeap() {
        MemorySegment heap = switch (type) {
            case INT32 -> MemorySegment.ofArray(new int[Math.toIntExact(count)]);
            case INT64 -> MemorySegment.ofArray(new long[Math.toIntExact(count)]);
        };
        try (MappedValues values = MappedValues.open(file, type, dataOffset, count)) {
            return heap.copyFrom(values.segment());
        }
    }
}
