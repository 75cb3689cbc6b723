package onecopy.service.wire;

import java.util.List;
import onecopy.service.query.Aggregate;

/**
 * What queries compute that name no aggregates themselves. Those that their surroundings name hold for ranges and
 * histograms alike; only where nobody names any do the two differ.
 *
 * @param ofRanges for ranges
 * @param ofHistograms for every bin of a histogram
 */
public record DefaultAggregates(List<Aggregate> ofRanges, List<Aggregate> ofHistograms) {
    /** Where nobody names any. */
    public static final DefaultAggregates UNNAMED = new DefaultAggregates(List.of(Aggregate.COUNT, Aggregate.SUM),
            List.of(Aggregate.COUNT));

    /** Copies the lists. */
    public DefaultAggregates {
        ofRanges = List.copyOf(ofRanges);
        ofHistograms = List.copyOf(ofHistograms);
    }

    /** {@return these, for ranges and histograms alike} */
    public static DefaultAggregates of(List<Aggregate> named) {
        return new DefaultAggregates(named, named);
    }
}
