package onecopy.data.index;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import onecopy.data.ElementType;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.DatasetVersion;

/**
 * Reads every byte of an index: compares headers, pieces and files of checksums with what the manifest says, and then, if all
 * are sound, the entries with the dataset's values and the running totals with the entries.
 */
public final class IndexVerification {
    private static final long PIECES_TOGETHER = 1 << 10;

    private final Path folder;
    private final boolean valuesAreSound;
    private final LongConsumer progress;
    private final List<String> damages = new ArrayList<>();

    private IndexVerification(Path folder, boolean valuesAreSound, LongConsumer progress) {
        this.folder = folder;
        this.valuesAreSound = valuesAreSound;
        this.progress = progress;
    }

    /**
     * {@return one sentence for each damage of the index in use of a version; empty if it is sound or there is none}
     *
     * @param progress is told so many more bytes were read; see {@link #totalBytes}
     */
    public static List<String> damages(DatasetVersion version, LongConsumer progress) {
        return damages(version, true, progress);
    }

    /**
     * {@return the same}
     *
     * @param valuesAreSound whether the index can be compared with the values; damaged ones say nothing about it
     */
    public static List<String> damages(DatasetVersion version, boolean valuesAreSound, LongConsumer progress) {
        Optional<Path> folder = IndexFolders.current(version.folder());
        if (folder.isEmpty()) {
            return List.of();
        }
        IndexVerification verification = new IndexVerification(folder.get(), valuesAreSound, progress);
        try {
            verification.verify(version);
        } catch (OnecopyException e) {
            verification.damages.add(e.getMessage());
        }
        return List.copyOf(verification.damages);
    }

    /** {@return about how many bytes {@link #damages} reads} */
    public static long totalBytes(DatasetVersion version) {
        try {
            return IndexFolders.current(version.folder())
                    .map(folder -> IndexManifest.read(folder.resolve(IndexLayout.MANIFEST)).shape().arrays().stream()
                            .mapToLong(IndexArray::fileBytes).sum())
                    .orElse(0L);
        } catch (OnecopyException _) {
            return 0;
        }
    }

    private void verify(DatasetVersion version) {
        IndexedData data = IndexedData.of(version.manifest());
        IndexManifest manifest = IndexManifest.read(folder.resolve(IndexLayout.MANIFEST));
        for (IndexArray array : manifest.shape().arrays()) {
            verifyFile(array, manifest.checks().get(array.name()));
        }
        if (!damages.isEmpty()) {
            return;
        }
        try (ValueIndex index = ValueIndex.open(folder, data)) {
            IndexContent content = new IndexContent(index);
            content.requireOrder();
            if (valuesAreSound && content.fingerprint() != fingerprint(version)) {
                damages.add("the index in " + folder + " is about other values than the dataset's");
            }
        }
    }

    private static long fingerprint(DatasetVersion version) {
        try (MappedValues values = version.map()) {
            return IndexContent.fingerprint(values.segment(), values.type(), values.count());
        }
    }

    private void verifyFile(IndexArray array, int checksCrc) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = CheckedArray.map(folder.resolve(array.name()), array.fileBytes(), arena);
            IndexArray checksShape = array.checks();
            MemorySegment checks = CheckedArray.map(folder.resolve(checksShape.name()), checksShape.fileBytes(), arena);
            if (PieceChecksum.of(checks, 0, checks.byteSize()) != checksCrc || !hasHeader(checks, checksShape)) {
                damages.add("index file " + folder.resolve(checksShape.name()) + " does not match its checksum");
            }
            if (!hasHeader(bytes, array)) {
                damages.add(
                        "index file " + folder.resolve(array.name()) + " has another header than its shape implies");
            }
            comparePieces(array, bytes, checks);
            FileFaults.deliverFailedRead();
        } catch (OnecopyException e) {
            damages.add(e.getMessage());
        } catch (InternalError e) {
            FileFaults.requireFailedRead(e);
            damages.add(
                    "index file " + folder.resolve(array.name()) + " or its checksums were cut short while they were"
                            + " read, or their disk fails");
        }
    }

    private void comparePieces(IndexArray array, MemorySegment bytes, MemorySegment checks) {
        long unreported = 0;
        for (long piece = 0; piece < array.pieces(); piece++) {
            long start = piece * IndexLayout.CHECK_BYTES;
            long length = Math.min(IndexLayout.CHECK_BYTES, bytes.byteSize() - start);
            int expected = checks.get(ElementType.INT32_LAYOUT, IndexLayout.HEADER_BYTES + piece * Integer.BYTES);
            if (PieceChecksum.of(bytes, start, length) != expected) {
                damages.add("index file " + folder.resolve(array.name()) + ": bytes " + start + " to "
                        + (start + length - 1) + " do not match their checksum");
            }
            unreported += length;
            if (piece % PIECES_TOGETHER == 0 || piece == array.pieces() - 1) {
                progress.accept(unreported);
                unreported = 0;
            }
        }
    }

    private static boolean hasHeader(MemorySegment bytes, IndexArray array) {
        byte[] actual = bytes.asSlice(0, IndexLayout.HEADER_BYTES).toArray(ValueLayout.JAVA_BYTE);
        return Arrays.equals(actual, array.header());
    }
}
