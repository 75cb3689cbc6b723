package onecopy.service.query;

/**
 * The largest elements, largest first; equal ones count one by one.
 *
 * @param count how many, 1 to {@value ValuesAnswer#MAX_VALUES}; a smaller dataset gives all it has
 */
public record TopQuery(int count) implements Query {
    /**
     * Checks the count.
     *
     * @throws onecopy.data.fault.OnecopyException with {@link onecopy.data.fault.Fault#INVALID_ARGUMENT} for any other
     */
    public TopQuery {
        ValuesAnswer.requireCount(count);
    }
}
