package onecopy.data.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksummer;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.npy.NpyHeader;
import onecopy.data.zones.ZoneMap;
import onecopy.data.zones.ZoneMapBuilder;

/** Writes small datasets the simple way, so that reading can be tested without a loader. */
final class TestStore {
    static final Instant CREATED = Instant.parse("2026-11-22T10:20:30Z");
    static final Source SOURCE = new Source("npy", "/data/numbers.npy", false, Map.of());

    private TestStore() {}

    /** Writes a version and makes it the current one. */
    static Path publish(Store store, String name, long version, ElementType type, long... values) throws IOException {
        Path folder = write(store, name, version, type, values);
        point(store, name, version);
        return folder;
    }

    /** Writes a version that nothing points to. */
    static Path write(Store store, String name, long version, ElementType type, long... values) throws IOException {
        Path folder = Files.createDirectories(store.layout().versionFolder(name, version));
        ByteBuffer data = ByteBuffer.allocate(values.length * type.widthBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case INT32 -> data.putInt((int) value);
                case INT64 -> data.putLong(value);
            }
        }
        byte[] header = NpyHeader.encode(type, values.length);
        Files.write(folder.resolve(StoreLayout.VALUES),
                ByteBuffer.allocate(header.length + data.capacity()).put(header).put(data.flip()).array());
        BlockChecksummer checksummer = new BlockChecksummer(type, BlockChecksums.BLOCK_ELEMENTS);
        checksummer.update(data.rewind());
        BlockChecksums checksums = checksummer.finish();
        checksums.write(folder.resolve(StoreLayout.CHECKSUMS));
        ZoneMapBuilder builder = new ZoneMapBuilder(type);
        builder.add(0, MemorySegment.ofArray(data.array()), values.length);
        ZoneMap zones = builder.finish();
        zones.write(folder.resolve(StoreLayout.ZONES));
        Manifest.of(type, header.length, checksums, zones, SOURCE, CREATED).write(folder.resolve(StoreLayout.MANIFEST));
        Files.createFile(folder.resolve(StoreLayout.PIN));
        return folder;
    }

    /** Renames the current link into place. */
    static void point(Store store, String name, long version) throws IOException {
        Path link = store.layout().newCurrentLink(name, "test");
        Files.createSymbolicLink(link, Path.of(Long.toString(version)));
        Files.move(link, store.layout().currentLink(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
