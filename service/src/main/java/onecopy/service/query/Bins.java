package onecopy.service.query;

import java.util.Arrays;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** The bins of a histogram. */
public sealed interface Bins {
    /** The most bins a histogram has. */
    int MAX_BINS = 65_536;

    /**
     * Given edges, as NumPy takes them: bin i holds {@code edges[i] <= x < edges[i + 1]}, and the last one its upper edge
     * too. Elements outside all bins are in none.
     *
     * @param edges at least two, strictly ascending
     */
    record Edges(List<Long> edges) implements Bins {
        /**
         * Checks and copies the edges.
         *
         * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where they do not ascend, or are too few or many
         */
        public Edges {
            edges = List.copyOf(edges);
            if (edges.size() < 2) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT, "a histogram needs at least two edges");
            }
            requireBins(edges.size() - 1);
            for (int i = 1; i < edges.size(); i++) {
                if (edges.get(i - 1) >= edges.get(i)) {
                    throw new OnecopyException(Fault.INVALID_ARGUMENT, "the edges of a histogram must ascend, but "
                            + edges.get(i) + " follows " + edges.get(i - 1));
                }
            }
        }

        /** {@return edges} */
        public static Edges of(long... edges) {
            return new Edges(Arrays.stream(edges).boxed().toList());
        }
    }

    /**
     * Bins of the same width from the smallest element to the largest, as NumPy makes them from a number: exactly
     * {@code min + i * (max - min) / count} are their edges.
     *
     * @param count how many, 1 to {@value Bins#MAX_BINS}
     */
    record EqualWidth(int count) implements Bins {
        /** Checks the count. */
        public EqualWidth {
            requireBins(count);
        }
    }

    /**
     * Bins that hold about the same number of elements: the last element of bin i is the quantile of
     * {@code (i + 1) / count}. Equal elements never fall into different bins, so a frequent value makes its bin larger, and bins
     * that nothing is left for are left out.
     *
     * @param count how many at most, 1 to {@value Bins#MAX_BINS}
     */
    record EqualDepth(int count) implements Bins {
        /** Checks the count. */
        public EqualDepth {
            requireBins(count);
        }
    }

    private static void requireBins(int count) {
        if (count < 1 || count > MAX_BINS) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "a histogram has 1 to " + MAX_BINS + " bins, not " + count);
        }
    }
}
