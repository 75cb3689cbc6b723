package onecopy.service.control;

import java.nio.file.Path;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.scan.Runs;

/**
 * One pass over a dataset, as the coordinator submits it and workers compute it. The arrays are not copied: nobody
 * changes them after construction.
 *
 * @param dataset the dataset's name, for people
 * @param version the dataset's version
 * @param source what the elements are
 * @param path absolute path of the file that holds the elements, or of the folder of the index
 * @param dataOffset bytes in the file before the first element
 * @param fingerprint of the file that the coordinator let in, by {@link onecopy.data.mapped.FileStamp}; 0 for an index, which
 *     looks after itself
 * @param type the elements' type
 * @param elements number of elements there are
 * @param cuts sorted and distinct: interval {@code i} is {@code (cuts[i-1], cuts[i]]}, the last one is open above
 * @param sums whether a sum is accumulated per interval
 * @param extremes whether minimum and maximum are accumulated per interval
 * @param functions functions whose sums are accumulated per interval
 * @param functionIntervals which intervals' elements each function is applied to, as bit sets one after the other; the
 *     layout is that of {@link onecopy.service.scan.ScanSpec#functionIntervals()}
 * @param partialWords 64-bit words of one chunk's partial result, at least 1
 * @param chunkBounds start and end of each chunk, ascending and apart: chunk {@code i} is the half-open element range
 *     {@code [chunkBounds[2 * i], chunkBounds[2 * i + 1])}
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of cuts and edges; specs are never compared
public record JobSpec(String dataset, long version, JobSource source, Path path, long dataOffset,
        long fingerprint, ElementType type, long elements, long[] cuts, boolean sums, boolean extremes,
        List<FunctionRef> functions, long[] functionIntervals,
        int partialWords, long[] chunkBounds) {
    /**
     * Checks that the chunks are in order and inside the dataset.
     *
     * @throws OnecopyException with {@link Fault#INTERNAL} where they are not: a planner's defect
     */
    public JobSpec {
        functions = List.copyOf(functions);
        if (!path.isAbsolute() || partialWords < 1 || chunkBounds.length % 2 != 0) {
            throw new OnecopyException(Fault.INTERNAL, "bad job: path=" + path + ", partialWords="
                    + partialWords + ", bounds=" + chunkBounds.length);
        }
        long previous = 0;
        for (long bound : chunkBounds) {
            if (bound < previous || bound > elements) {
                throw new OnecopyException(Fault.INTERNAL, "bad job: chunk bound " + bound + " after " + previous
                        + ", elements=" + elements);
            }
            previous = bound;
        }
    }

    /** {@return number of chunks} */
    public int chunkCount() {
        return chunkBounds.length / 2;
    }

    /** {@return index of a chunk's first element} */
    public long chunkStart(int chunk) {
        return chunkBounds[2 * chunk];
    }

    /** {@return index after a chunk's last element} */
    public long chunkEnd(int chunk) {
        return chunkBounds[2 * chunk + 1];
    }

    /** {@return elements in all chunks together} */
    public long chunkElements() {
        return Runs.elements(chunkBounds);
    }
}
