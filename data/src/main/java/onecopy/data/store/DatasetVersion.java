package onecopy.data.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.mapped.FileStamp;
import onecopy.data.mapped.MappedValues;
import onecopy.data.npy.NpyHeader;
import onecopy.data.npy.NpyType;
import onecopy.data.zones.ZoneMap;

/** One version of a dataset, open for reading and pinned: it is not removed before this is closed. Thread-safe. */
public final class DatasetVersion implements AutoCloseable {
    private final String name;
    private final long version;
    private final Path folder;
    private final Manifest manifest;
    private final FileStamp stamp;
    private final VersionPins.Pin pin;

    private DatasetVersion(String name, long version, Path folder, FileStamp stamp, Manifest manifest,
            VersionPins.Pin pin) {
        this.name = name;
        this.version = version;
        this.folder = folder;
        this.stamp = stamp;
        this.manifest = manifest;
        this.pin = pin;
    }

    /** Opens a pinned version; the pin becomes this object's, and is closed if opening fails. */
    static DatasetVersion open(StoreLayout layout, String name, long version, VersionPins.Pin pin) {
        try {
            Path folder = layout.versionFolder(name, version);
            FileStamp stamp = FileStamp.require(requireFile(folder, StoreLayout.MANIFEST));
            return new DatasetVersion(name, version, folder, stamp, readStructure(folder), pin);
        } catch (RuntimeException e) {
            pin.close();
            throw e;
        }
    }

    /** {@return the manifest of a version whose values have the header and the length it promises} */
    static Manifest readStructure(Path folder) {
        requireFolders(folder);
        Manifest manifest = Manifest.read(requireFile(folder, StoreLayout.MANIFEST));
        Path values = requireFile(folder, StoreLayout.VALUES);
        NpyHeader found = NpyHeader.read(values);
        NpyHeader promised = new NpyHeader(NpyType.of(manifest.elementType()), manifest.count(),
                manifest.dataOffset());
        if (!found.equals(promised)) {
            throw FileFaults.damaged(values, "its header says " + describe(found) + ", the manifest "
                    + describe(promised));
        }
        return manifest;
    }

    private static Path requireFile(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw FileFaults.damaged(folder, "it has no file '" + name + "'");
        }
        return FileKinds.requireFile(file);
    }

    /** A version lies in its store: nothing on the way to its files is a symbolic link. */
    static void requireFolders(Path folder) {
        FileKinds.requireFolder(folder.getParent());
        FileKinds.requireFolder(folder);
    }

    private static String describe(NpyHeader header) {
        return header.count() + " elements of type " + header.type().descr() + " from byte " + header.dataOffset();
    }

    /** {@return the dataset's name} */
    public String name() {
        return name;
    }

    /** {@return the version's number} */
    public long version() {
        return version;
    }

    /** {@return what the version is} */
    public Manifest manifest() {
        return manifest;
    }

    /** {@return the stamp of its manifest, from before that was read: no other version has it, whatever its name} */
    public FileStamp stamp() {
        return stamp;
    }

    /** {@return whether its folder is still there and holds the manifest that was read, and not another version's} */
    public boolean isCurrent() {
        try {
            return FileStamp.of(folder.resolve(StoreLayout.MANIFEST)).equals(stamp);
        } catch (IOException _) {
            return false;
        }
    }

    /** {@return the folder of the version} */
    public Path folder() {
        return folder;
    }

    /** {@return the file with the values} */
    public Path valuesFile() {
        return folder.resolve(StoreLayout.VALUES);
    }

    /**
     * {@return whether the values were written or changed in any way after any other file of the version} Whoever publishes a
     * version writes and closes them first. So they may not be those that were published, or the version was copied here, or
     * an adopted file got another name: its checksums tell.
     */
    public boolean valuesChangedSince() {
        try {
            FileStamp values = FileStamp.of(valuesFile());
            boolean later = false;
            for (String other : List.of(StoreLayout.MANIFEST, StoreLayout.CHECKSUMS, StoreLayout.ZONES)) {
                Path file = folder.resolve(other);
                if (Files.exists(file)) {
                    FileStamp stamp = FileStamp.of(file);
                    later |= values.written().compareTo(stamp.written()) > 0
                            || values.changed().compareTo(stamp.changed()) > 0;
                }
            }
            return later;
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + folder, e);
        }
    }

    /** {@return whether the values were written to after the version was published, by the time of the last write} */
    public boolean valuesWrittenSince() {
        try {
            return FileStamp.of(valuesFile()).written()
                    .compareTo(FileStamp.of(folder.resolve(StoreLayout.MANIFEST)).written()) > 0;
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + folder, e);
        }
    }

    /** {@return a new mapping of the values, the caller's to close} */
    public MappedValues map() {
        return MappedValues.open(valuesFile(), manifest.elementType(), manifest.dataOffset(), manifest.count());
    }

    /**
     * {@return the checksums of the values}
     *
     * @throws OnecopyException if the file with the checksums is not the one the manifest knows
     */
    public BlockChecksums checksums() {
        Path file = requireFile(folder, StoreLayout.CHECKSUMS);
        BlockChecksums checksums = BlockChecksums.read(file, manifest.blockCount());
        if (checksums.checksum() != manifest.checksumsCrc32c()) {
            throw FileFaults.damaged(file, "its checksum is not the one in the manifest");
        }
        return checksums;
    }

    /**
     * {@return the zone map of the values, read anew; empty where the version was written without one}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} if its file is missing or not the one the manifest knows
     */
    public Optional<ZoneMap> zones() {
        return manifest.zones()
                .map(seal -> ZoneMap.read(requireFile(folder, StoreLayout.ZONES), manifest.count(), seal));
    }

    /** Unpins. Mappings made before stay readable. Closing twice is harmless. */
    @Override
    public void close() {
        pin.close();
    }
}
