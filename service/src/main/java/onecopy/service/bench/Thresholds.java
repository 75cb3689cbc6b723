package onecopy.service.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;
import onecopy.service.query.Range;

/** Thresholds that let a wanted share of the elements pass, from a sorted sample of the data. */
final class Thresholds {
    /** The thirteen of the experiment, in tenths: five of them are distinct. */
    private static final int[] THIRTEEN_TENTHS = {1, 4, 1, 2, 4, 5, 1, 1, 2, 3, 4, 1, 2};
    private static final int SAMPLE = 1 << 14;

    private final Manifest manifest;
    private final long[] sample;

    private Thresholds(Manifest manifest, long[] sample) {
        this.manifest = manifest;
        this.sample = sample;
    }

    static Thresholds of(DatasetVersion version) {
        try (MappedValues values = version.map()) {
            int size = (int) Math.min(SAMPLE, values.count());
            long distance = values.count() / size;
            long[] sample = LongStream.range(0, size).map(i -> values.get(i * distance)).sorted().toArray();
            return new Thresholds(version.manifest(), sample);
        }
    }

    /** {@return the range of elements at most a threshold that about this share of them does not exceed} */
    Range atMost(double share) {
        if (share <= 0) {
            return Range.atMost(Math.max(Long.MIN_VALUE + 1, manifest.min()) - 1);
        }
        return Range.atMost(share >= 1 ? manifest.max() : sample[(int) (share * sample.length)]);
    }

    /** {@return the thirteen ranges of the experiment, on this data} */
    List<Range> thirteen() {
        return Arrays.stream(THIRTEEN_TENTHS).mapToObj(tenths -> atMost(tenths / 10.0)).toList();
    }

    /** {@return this many ranges at equal distances, distinct where the data has values enough} */
    List<Range> evenly(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> atMost((double) i / (count + 1))).toList();
    }
}
