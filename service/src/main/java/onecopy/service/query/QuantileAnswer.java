package onecopy.service.query;

/**
 * A quantile.
 *
 * @param query what was asked
 * @param value the element; null where the dataset has none
 */
public record QuantileAnswer(QuantileQuery query, Long value) implements Answer {}
