package onecopy.service.query;

/**
 * Where a value stands. The elements in ascending order, counted from 0, hold it at the places {@code rank} to
 * {@code rank + equal - 1}.
 *
 * @param query what was asked
 * @param rank how many elements are smaller
 * @param equal how many elements are equal
 */
public record RankAnswer(RankQuery query, long rank, long equal) implements Answer {}
