package onecopy.data.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.zones.ZoneComparison;
import onecopy.data.zones.ZoneMap;

/**
 * What a comparison of a version's values with their checksums and their zone map found.
 *
 * @param blocks number of blocks compared
 * @param damages one sentence for each file that cannot be used, for each run of damaged blocks in file order, and for
 *     each run of zones that are wrong about sound values; empty if the version is sound
 */
public record Verification(int blocks, List<String> damages) {
    /** Copies the list. */
    public Verification {
        damages = List.copyOf(damages);
    }

    /**
     * Reads all of a version, by reads and not through a mapping: a failing disk is an error then, not a dead process.
     *
     * @param progress is told the number of elements compared so far, after each block
     * @throws OnecopyException if a file cannot be read; damage is no exception
     */
    public static Verification of(DatasetVersion version, LongConsumer progress) {
        List<String> damages = new ArrayList<>();
        Optional<ZoneMap> zones = sound(version::zones, damages).flatMap(found -> found);
        Optional<BlockChecksums> expected = sound(version::checksums, damages);
        if (expected.isEmpty()) {
            return new Verification(0, damages);
        }
        Path file = version.valuesFile();
        try (FileChannel values = FileChannel.open(file)) {
            damages.addAll(new Comparison(values, version.manifest(), expected.get(), zones).run(0,
                    expected.get().blockCount(), progress));
            return new Verification(expected.get().blockCount(), damages);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    /**
     * Reads the blocks that hold some elements, and no others.
     *
     * @param start index of the first element
     * @param end index after the last one
     * @throws OnecopyException as {@link #of}
     */
    public static Verification ofElements(DatasetVersion version, long start, long end) {
        List<String> damages = new ArrayList<>();
        Optional<BlockChecksums> expected = sound(version::checksums, damages);
        if (expected.isEmpty() || start >= end) {
            return new Verification(0, damages);
        }
        int blockElements = version.manifest().blockElements();
        int from = (int) (start / blockElements);
        int to = (int) ((end - 1) / blockElements) + 1;
        Path file = version.valuesFile();
        try (FileChannel values = FileChannel.open(file)) {
            Comparison comparison = new Comparison(values, version.manifest(), expected.get(), Optional.empty());
            damages.addAll(comparison.run(from, to, _ -> {}));
            return new Verification(to - from, damages);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    /** {@return what could be read; empty, and said among the damages, where it is corrupt} */
    private static <T> Optional<T> sound(Supplier<T> file, List<String> damages) {
        try {
            return Optional.of(file.get());
        } catch (OnecopyException e) {
            if (e.fault() != Fault.CORRUPT) {
                throw e;
            }
            damages.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** {@return whether nothing is damaged} */
    public boolean isSound() {
        return damages.isEmpty();
    }

    /** One pass over the values. */
    private static final class Comparison {
        private static final int BUFFER_BYTES = 1 << 20;

        private final FileChannel values;
        private final Manifest manifest;
        private final BlockChecksums expected;
        private final Optional<ZoneMap> map;
        private final Optional<ZoneComparison> zones;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        private final BitSet damagedBlocks = new BitSet();

        Comparison(FileChannel values, Manifest manifest, BlockChecksums expected, Optional<ZoneMap> map) {
            this.values = values;
            this.manifest = manifest;
            this.expected = expected;
            this.map = map;
            this.zones = map.map(zoneMap -> new ZoneComparison(zoneMap, manifest.elementType()));
        }

        List<String> run(int from, int to, LongConsumer progress) throws IOException {
            for (int block = from; block < to; block++) {
                damagedBlocks.set(block, checksum(block) != expected.get(block));
                progress.accept(firstElement(block + 1));
            }
            List<String> damages = new ArrayList<>();
            forRuns(damagedBlocks, (start, end) -> damages.add(numbered("block", start, end) + " damaged: elements "
                    + firstElement(start) + " to " + (firstElement(end) - 1)
                    + " do not have the checksum they were written with"));
            if (map.isPresent()) {
                reportZones(map.get(), damages);
            }
            return damages;
        }

        /** A file that ends inside the block has none of its checksum. */
        private int checksum(int block) throws IOException {
            int widthBytes = manifest.elementType().widthBytes();
            long position = manifest.dataOffset() + firstElement(block) * widthBytes;
            long end = manifest.dataOffset() + firstElement(block + 1) * widthBytes;
            CRC32C crc = new CRC32C();
            while (position < end) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - position));
                if (!fill(position)) {
                    return ~expected.get(block);
                }
                int elements = buffer.flip().remaining() / widthBytes;
                zones.ifPresent(comparison -> comparison.update(MemorySegment.ofBuffer(buffer), elements));
                position += buffer.remaining();
                crc.update(buffer);
            }
            return (int) crc.getValue();
        }

        private boolean fill(long position) throws IOException {
            while (buffer.hasRemaining()) {
                if (values.read(buffer, position + buffer.position()) < 0) {
                    return false;
                }
            }
            return true;
        }

        private long firstElement(int block) {
            return Math.min((long) block * manifest.blockElements(), manifest.count());
        }

        /** A damaged block says nothing about the zones that touch it. */
        private void reportZones(ZoneMap zoneMap, List<String> damages) {
            BitSet wrong = zones.orElseThrow().wrong();
            wrong.stream().filter(zone -> touchesDamage(zoneMap, zone)).forEach(wrong::clear);
            forRuns(wrong, (start, end) -> damages.add(numbered("zone", start, end) + " wrong: elements "
                    + zoneMap.firstElement(start) + " to "
                    + (zoneMap.firstElement(end - 1) + zoneMap.count(end - 1) - 1)
                    + " have other extremes or another sum than " + StoreLayout.ZONES + " says"));
        }

        private boolean touchesDamage(ZoneMap zoneMap, int zone) {
            long first = zoneMap.firstElement(zone);
            int firstBlock = (int) (first / manifest.blockElements());
            int lastBlock = (int) ((first + zoneMap.count(zone) - 1) / manifest.blockElements());
            int damaged = damagedBlocks.nextSetBit(firstBlock);
            return damaged >= 0 && damaged <= lastBlock;
        }

        private static String numbered(String noun, int start, int end) {
            return end - start == 1 ? noun + " " + start + " is" : noun + "s " + start + " to " + (end - 1) + " are";
        }

        private static void forRuns(BitSet set, Run action) {
            for (int start = set.nextSetBit(0); start >= 0;) {
                int end = set.nextClearBit(start);
                action.accept(start, end);
                start = set.nextSetBit(end);
            }
        }
    }

    /** Receives the numbers from {@code start} to before {@code end}. */
    private interface Run {
        void accept(int start, int end);
    }
}
