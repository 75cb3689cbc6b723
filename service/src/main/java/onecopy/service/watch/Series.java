package onecopy.service.watch;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** A metric under construction, with a value for each set of labels. Used by one thread. */
final class Series {
    private final String name;
    private final String help;
    private final boolean isCounter;
    private final Map<Labels, Double> values = new LinkedHashMap<>();

    private Series(String name, String help, boolean isCounter) {
        this.name = name;
        this.help = help;
        this.isCounter = isCounter;
    }

    /**
     * {@return a metric that only grows}
     *
     * @param name without {@code _total}, which the format adds
     */
    static Series counter(String name, String help) {
        return new Series(name, help, true);
    }

    static Series gauge(String name, String help) {
        return new Series(name, help, false);
    }

    /** Adds a value. {@return this metric} */
    Series add(double value, String... labels) {
        values.put(Labels.of(labels), value);
        return this;
    }

    /** Adds an integer; Prometheus knows only doubles, exact up to 2^53. {@return this metric} */
    Series add(long value, String... labels) {
        return add((double) value, labels);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    MetricSnapshot snapshot() {
        if (isCounter) {
            CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
            values.forEach((labels, value) -> counter
                    .dataPoint(CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
            return counter.build();
        }
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge
                .dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }
}
