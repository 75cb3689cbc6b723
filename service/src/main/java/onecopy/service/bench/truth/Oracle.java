package onecopy.service.bench.truth;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;
import onecopy.service.query.Range;

/** Answers questions about a file of elements slowly and surely. Immutable. */
public final class Oracle {
    /** Values that span no more than this are counted one by one. */
    private static final long HISTOGRAM_SPAN = 1L << 24;

    private static final int NARROW_RANGES = 16;
    private static final double NARROW_ELEMENTS = 4096;

    private final Path file;
    private final ElementType type;
    private final Manifest manifest;

    private Oracle(Path file, Manifest manifest) {
        this.file = file;
        this.type = manifest.elementType();
        this.manifest = manifest;
    }

    /** {@return an oracle for a version, which must stay open} */
    public static Oracle of(DatasetVersion version) {
        return new Oracle(version.valuesFile(), version.manifest());
    }

    /** {@return some ranges all over the values, with some thousands of elements of uniform data in them} */
    public List<Range> narrowRanges() {
        long span = manifest.max() - manifest.min();
        long width = Math.max(1, (long) (span * (NARROW_ELEMENTS / NARROW_RANGES / (double) manifest.count())));
        return IntStream.range(0, NARROW_RANGES).mapToLong(i -> manifest.min() + i * (span / NARROW_RANGES))
                .mapToObj(from -> Range.between(from, from + width)).toList();
    }

    /** {@return whether it knows divisors for any range; otherwise only a few thousand elements may be inside} */
    public boolean knowsAllDivisors() {
        return spansFewValues();
    }

    /**
     * {@return the truth about each of some ranges, in one reading of the file}
     *
     * @param divisors whether divisors are wanted
     */
    public Map<Range, Truth> about(Collection<Range> ranges, boolean divisors) {
        Map<Range, Truth> truths = new HashMap<>();
        try (FileChannel channel = FileChannel.open(file); Arena arena = Arena.ofShared()) {
            MemorySegment values = channel.map(FileChannel.MapMode.READ_ONLY, manifest.dataOffset(),
                    manifest.count() * type.widthBytes(), arena);
            if (spansFewValues()) {
                Histogram histogram = Histogram.of(values, type, manifest.min(), manifest.max());
                ranges.forEach(range -> truths.put(range, histogram.truth(range, divisors)));
            } else {
                ranges.stream().distinct()
                        .forEach(range -> truths.put(range, PlainLoop.truth(values, type, range, divisors)));
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
        return truths;
    }

    private boolean spansFewValues() {
        return manifest.count() > 0 && manifest.max() - manifest.min() >= 0
                && manifest.max() - manifest.min() < HISTOGRAM_SPAN;
    }
}
