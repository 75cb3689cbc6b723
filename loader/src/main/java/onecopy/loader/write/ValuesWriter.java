package onecopy.loader.write;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyHeader;
import onecopy.loader.source.IndexedInput;
import onecopy.loader.source.SourceInput;
import onecopy.loader.source.StreamInput;

/** Writes {@code values.npy} from an open source. */
public final class ValuesWriter {
    private ValuesWriter() {}

    /**
     * Writes every value of the input and waits until they are on the disk.
     *
     * @param wanted type of the elements; where empty, the smaller one that holds every value
     * @param file is created and must not exist; after a failure it may be there in part
     * @throws OnecopyException naming the first value that does not fit, or with {@link Fault#NO_SPACE} and the other
     *     faults of files
     */
    public static WrittenValues write(SourceInput input, Optional<ElementType> wanted, Path file,
            WriteProgress progress) {
        return switch (input) {
            case IndexedInput indexed -> writeIndexed(indexed, wanted.orElse(indexed.naturalType()), file, progress);
            case StreamInput stream -> {
                try (StreamWriter writer = new StreamWriter(stream, wanted, file, progress)) {
                    yield writer.run();
                }
            }
        };
    }

    private static WrittenValues writeIndexed(IndexedInput input, ElementType type, Path path,
            WriteProgress progress) {
        FreeSpace.require(path, NpyHeader.PAGE_BYTES + input.count() * type.widthBytes());
        progress.begin("loading", OptionalLong.of(input.count() * type.widthBytes()));
        try (ValuesFile file = ValuesFile.create(path)) {
            BlockScan.Sink sink = (start, count, elements) -> file.write(start, count, type, elements);
            WrittenValues written = new BlockScan(input, type, sink, progress).run(NpyHeader.PAGE_BYTES);
            progress.begin("syncing", OptionalLong.empty());
            file.finish(type, written.count());
            return written;
        }
    }

    /**
     * Goes over the values of a file that is already in a dataset's form, writing nothing.
     *
     * @param input the values of the file, all of them
     * @param dataOffset bytes before the first value in the file
     */
    public static WrittenValues survey(IndexedInput input, long dataOffset, WriteProgress progress) {
        ElementType type = input.naturalType();
        progress.begin("checksumming", OptionalLong.of(input.count() * type.widthBytes()));
        return new BlockScan(input, type, (_, _, _) -> {}, progress).run(dataOffset);
    }
}
