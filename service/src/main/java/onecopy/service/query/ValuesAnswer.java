package onecopy.service.query;

import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Elements in the order that was asked for.
 *
 * @param query a {@link TopQuery} or {@link BottomQuery}
 * @param values the elements
 */
public record ValuesAnswer(Query query, List<Long> values) implements Answer {
    /** The most elements an answer lists. */
    public static final int MAX_VALUES = 1_000_000;

    /** Copies the values. */
    public ValuesAnswer {
        values = List.copyOf(values);
    }

    static void requireCount(int count) {
        if (count < 1 || count > MAX_VALUES) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "an answer lists 1 to " + MAX_VALUES + " elements, not " + count);
        }
    }
}
