package onecopy.service.query;

/**
 * How many elements stand before a value in ascending order.
 *
 * @param value any value, whether an element or not
 */
public record RankQuery(long value) implements Query {}
