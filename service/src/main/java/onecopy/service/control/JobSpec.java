package onecopy.service.control;

import java.nio.file.Path;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * One pass over a dataset, as the coordinator submits it and workers compute it. The arrays are not copied: nobody
 * changes them after construction.
 *
 * @param dataset the dataset's name, for people
 * @param version the dataset's version
 * @param valuesFile absolute path of the file that holds the elements
 * @param dataOffset bytes in the file before the first element
 * @param type the elements' type
 * @param elements number of elements in the file
 * @param cuts sorted and distinct: interval {@code i} is {@code (cuts[i-1], cuts[i]]}, the last one is open above
 * @param sums whether a sum is accumulated per interval
 * @param extremes whether minimum and maximum are accumulated per interval
 * @param functions functions whose sums are accumulated per interval
 * @param functionIntervals which intervals' elements each function is applied to, as bit sets one after the other; the
 *     layout is that of {@link onecopy.service.scan.ScanSpec#functionIntervals()}
 * @param partialWords 64-bit words of one chunk's partial result, at least 1
 * @param chunkStarts {@code n + 1} ascending edges of {@code n} chunks: chunk {@code i} is the half-open element range
 *     {@code [chunkStarts[i], chunkStarts[i + 1])}
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of cuts and edges; specs are never compared
public record JobSpec(String dataset, long version, Path valuesFile, long dataOffset, ElementType type, long elements,
        long[] cuts, boolean sums, boolean extremes, List<FunctionRef> functions, long[] functionIntervals,
        int partialWords, long[] chunkStarts) {
    /**
     * Checks that the chunks are in order and inside the dataset.
     *
     * @throws OnecopyException with {@link Fault#INTERNAL} where they are not: a planner's defect
     */
    public JobSpec {
        functions = List.copyOf(functions);
        if (!valuesFile.isAbsolute() || partialWords < 1 || chunkStarts.length < 1) {
            throw new OnecopyException(Fault.INTERNAL, "bad job: valuesFile=" + valuesFile + ", partialWords="
                    + partialWords + ", edges=" + chunkStarts.length);
        }
        long previous = 0;
        for (long edge : chunkStarts) {
            if (edge < previous || edge > elements) {
                throw new OnecopyException(Fault.INTERNAL, "bad job: chunk edge " + edge + " after " + previous
                        + ", elements=" + elements);
            }
            previous = edge;
        }
    }

    /** {@return number of chunks} */
    public int chunkCount() {
        return chunkStarts.length - 1;
    }

    /** {@return elements in all chunks together} */
    public long chunkElements() {
        return chunkStarts[chunkCount()] - chunkStarts[0];
    }
}
