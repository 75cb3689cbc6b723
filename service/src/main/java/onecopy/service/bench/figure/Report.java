package onecopy.service.bench.figure;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param title one line
 * @param conditions machine, data, rounds: what must be known to repeat it, by name, in the order they are read
 * @param startedAt when
 * @param figures in the order they are read
 */
public record Report(String title, Map<String, String> conditions, Instant startedAt, List<Figure> figures) {
    /** Copies the collections. */
    public Report {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
        figures = List.copyOf(figures);
    }

    /** {@return figures with a goal} */
    public long goals() {
        return figures.stream().filter(figure -> figure.goal().isPresent()).count();
    }

    /** {@return figures that reach their goal} */
    public long goalsReached() {
        return figures.stream().filter(figure -> figure.reached().orElse(false)).count();
    }
}
