package onecopy.service.bench.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several things in turns: every round takes each once, every second round in the opposite order, so that
 * whatever drifts over minutes touches all alike.
 */
public final class Rounds {
    private final Map<String, Measurement> measurements = new LinkedHashMap<>();

    /** One measurement. */
    @FunctionalInterface
    public interface Measurement {
        /** {@return what was measured, in nanoseconds} */
        long takeNs() throws InterruptedException;
    }

    /** Adds something to measure. {@return this} */
    public Rounds add(String name, Measurement measurement) {
        if (measurements.put(name, measurement) != null) {
            throw new IllegalArgumentException("measured twice: " + name);
        }
        return this;
    }

    /**
     * {@return the samples by name}
     *
     * @param warmups rounds whose samples are thrown away
     * @param rounds rounds that count, at least 1
     */
    public Map<String, Samples> take(int warmups, int rounds) throws InterruptedException {
        Map<String, double[]> taken = new LinkedHashMap<>();
        measurements.keySet().forEach(name -> taken.put(name, new double[rounds]));
        List<String> order = new ArrayList<>(measurements.keySet());
        for (int round = -warmups; round < rounds; round++) {
            for (String name : order) {
                double sampleNs = measurements.get(name).takeNs();
                if (round >= 0) {
                    taken.get(name)[round] = sampleNs;
                }
            }
            order = order.reversed();
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        taken.forEach((name, values) -> samples.put(name, new Samples(values)));
        return samples;
    }
}
