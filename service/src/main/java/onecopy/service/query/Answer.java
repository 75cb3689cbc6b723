package onecopy.service.query;

/** The exact answer to one query. */
public sealed interface Answer permits RangeAnswer, RankAnswer, QuantileAnswer, ValuesAnswer, HistogramAnswer {
    /** {@return what was asked} */
    Query query();
}
