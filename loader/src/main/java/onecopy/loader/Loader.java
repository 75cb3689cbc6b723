package onecopy.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexManifest;
import onecopy.data.index.IndexedData;
import onecopy.data.mapped.MappedValues;
import onecopy.data.npy.NpyHeader;
import onecopy.data.npy.NpyType;
import onecopy.data.store.Manifest;
import onecopy.data.store.Source;
import onecopy.data.store.Store;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.loader.publish.AdoptedFile;
import onecopy.loader.publish.Staging;
import onecopy.loader.source.IndexedInput;
import onecopy.loader.source.NpySource;
import onecopy.loader.source.SourceInput;
import onecopy.loader.source.ValueSource;
import onecopy.loader.write.ValuesWriter;
import onecopy.loader.write.WrittenValues;

/** Loads datasets: the whole path from a source to a published version. Thread-safe. */
public final class Loader {
    private Loader() {}

    /**
     * Loads a source as the new current version of a dataset. Where the disk has room for the values but not for the
     * index asked for, they are published without; {@link LoadReport#whyNoIndex} then says so.
     *
     * @param store need not exist yet
     * @param name name of the dataset, which need not exist yet
     * @throws OnecopyException with the {@link Fault} of what is wrong; the store is then as it was, unless the sentence says that the
     *     version is published
     */
    public static LoadReport load(Store store, String name, ValueSource source, LoadOptions options) {
        Store.requireName(name);
        long startNs = System.nanoTime();
        return options.inPlace()
                ? adopt(store, name, source, options, startNs)
                : copy(store, name, source, options, startNs);
    }

    private static LoadReport copy(Store store, String name, ValueSource source, LoadOptions options, long startNs) {
        try (SourceInput input = source.open(); Staging staging = Staging.open(store, name)) {
            WrittenValues values = ValuesWriter.write(input, options.type(), staging.values(), options.progress());
            Source origin = new Source(source.kind(), source.description(), false, source.parameters());
            return publish(staging, name, values, origin, options, startNs);
        }
    }

    private static LoadReport adopt(Store store, String name, ValueSource source, LoadOptions options, long startNs) {
        Path file = requireAdoptable(source, options);
        try (Staging staging = Staging.open(store, name)) {
            String permissions = AdoptedFile.link(file, staging.values());
            FileTime modified = modified(staging.values());
            NpyHeader header = NpyHeader.read(staging.values());
            WrittenValues values;
            try (IndexedInput input = new NpySource(staging.values()).open()) {
                values = ValuesWriter.survey(input, header.dataOffset(), options.progress());
            }
            if (!modified.equals(modified(staging.values()))) {
                throw new OnecopyException(Fault.CONFLICT, file + " was written to while it was adopted: try again");
            }
            Map<String, String> parameters = new LinkedHashMap<>(source.parameters());
            parameters.put(AdoptedFile.PERMISSIONS, permissions);
            Source origin = new Source(source.kind(), source.description(), true, parameters);
            return publish(staging, name, values, origin, options, startNs);
        }
    }

    private static Path requireAdoptable(ValueSource source, LoadOptions options) {
        if (!(source instanceof NpySource(Path file))) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "only an .npy file can be adopted in place, not a source of kind " + source.kind());
        }
        NpyHeader header = NpyHeader.read(file);
        ElementType type = header.type().elementType();
        if (!header.type().equals(NpyType.of(type))) {
            throw AdoptedFile.refused(file, "its type is " + header.type().descr() + ", not <i4 or <i8", null);
        }
        if (options.type().isPresent() && options.type().get() != type) {
            throw AdoptedFile.refused(file, "it holds " + type.label() + ", not " + options.type().get().label(),
                    null);
        }
        if (header.dataOffset() % type.widthBytes() != 0) {
            throw AdoptedFile.refused(file, "its values begin at byte " + header.dataOffset()
                    + ", which is no multiple of " + type.widthBytes(), null);
        }
        return file;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    private static LoadReport publish(Staging staging, String name, WrittenValues values, Source source,
            LoadOptions options, long startNs) {
        Manifest manifest = Manifest.of(values.type(), values.dataOffset(), values.checksums(), values.zones(), source,
                Instant.now());
        values.checksums().write(staging.checksums());
        values.zones().write(staging.zones());
        manifest.write(staging.manifest());
        long indexStartNs = System.nanoTime();
        Indexing indexing = options.index().map(how -> index(staging, manifest, how)).orElse(Indexing.NONE);
        long indexNs = System.nanoTime() - indexStartNs;
        long version = staging.publish(options.keepOld());
        return new LoadReport(name, version, manifest, indexing.index(), indexing.whyNot(),
                staging.warnings(),
                Duration.ofNanos(System.nanoTime() - startNs - indexNs), Duration.ofNanos(indexNs));
    }

    private record Indexing(Optional<IndexManifest> index, Optional<String> whyNot) {
        static final Indexing NONE = new Indexing(Optional.empty(), Optional.empty());
    }

    /** The values are worth publishing without an index, which can be built later, where the disk has no room for it. */
    private static Indexing index(Staging staging, Manifest manifest, IndexOptions options) {
        try (MappedValues values = MappedValues.open(staging.values(), manifest.elementType(), manifest.dataOffset(),
                manifest.count())) {
            IndexedData data = IndexedData.of(manifest);
            return new Indexing(Optional.of(IndexPublisher.publishFirst(staging.folder(), values, data, options)),
                    Optional.empty());
        } catch (OnecopyException e) {
            if (e.fault() != Fault.NO_SPACE) {
                throw e;
            }
            return new Indexing(Optional.empty(), Optional.of(e.getMessage()));
        }
    }
}
