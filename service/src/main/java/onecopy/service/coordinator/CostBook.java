package onecopy.service.coordinator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onecopy.data.function.ElementFunction;
import onecopy.service.control.JobSource;
import onecopy.service.scan.ScanSpec;

/**
 * What passes have cost so far, so that later ones are cut well from the start. Remembers the last {@value #MAX_ENTRIES}
 * kinds of pass. Thread-safe.
 */
final class CostBook {
    private static final int MAX_ENTRIES = 1000;
    /** A plain scan runs at the speed of memory; each doubling of the cuts adds about a comparison. */
    private static final double SCAN_NS = 0.25;

    private final Map<Kind, ElementCost> costs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, ElementCost> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /**
     * Passes that cost about the same.
     *
     * @param dataset name of the dataset, whose values decide what a function costs
     * @param source whether it is applied to all values or once per entry of an index
     * @param functions names and versions
     */
    private record Kind(String dataset, long version, JobSource source, List<String> functions, int log2Cuts,
            boolean sums,
            boolean extremes) {
        static Kind of(String dataset, long version, JobSource source, ScanSpec spec) {
            return new Kind(dataset, version, source, spec.functions().stream().map(CostBook::identity).toList(),
                    log2(spec.cuts().length + 1), spec.sums(), spec.extremes());
        }
    }

    private static String identity(ElementFunction function) {
        return function.name() + '@' + function.version();
    }

    private static int log2(int n) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(n);
    }

    /** {@return what such passes have cost; null where none has been seen and functions make a guess worthless} */
    synchronized ElementCost lookUp(String dataset, long version, JobSource source, ScanSpec spec) {
        ElementCost known = costs.get(Kind.of(dataset, version, source, spec));
        if (known == null && spec.functions().isEmpty()) {
            return ElementCost.uniform(SCAN_NS * (1 + log2(spec.cuts().length + 1)));
        }
        return known;
    }

    /** Remembers what was sampled of a pass before it began. */
    synchronized void note(String dataset, long version, JobSource source, ScanSpec spec, ElementCost cost) {
        costs.put(Kind.of(dataset, version, source, spec), cost);
    }

    /** Takes the mean from a finished pass, which knows best; what was known of the worst region stays in proportion. */
    synchronized void learn(String dataset, long version, JobSource source, ScanSpec spec, double meanNs) {
        if (meanNs > 0) {
            costs.merge(Kind.of(dataset, version, source, spec), ElementCost.uniform(meanNs),
                    (old, fresh) -> new ElementCost(
                            meanNs, Math.max(meanNs, meanNs * old.worstNs() / old.meanNs())));
        }
    }
}
