package onecopy.service.query;

/** What can be asked of a dataset. Every query has its kind of {@link Answer}. */
public sealed interface Query permits RangeQuery, RankQuery, QuantileQuery, TopQuery, BottomQuery, HistogramQuery {}
