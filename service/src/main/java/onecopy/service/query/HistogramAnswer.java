package onecopy.service.query;

import java.util.List;

/**
 * A histogram.
 *
 * @param query what was asked
 * @param bins an answer for each bin, ascending; a bin's range is empty where no integer lies between its edges
 */
public record HistogramAnswer(HistogramQuery query, List<RangeAnswer> bins) implements Answer {
    /** Copies the bins. */
    public HistogramAnswer {
        bins = List.copyOf(bins);
    }
}
