package onecopy.service.torture.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.PlanKind;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.torture.plugin.SlowFunction;
import onecopy.service.torture.truth.Numbers;

/** Makes up batches of all kinds about some numbers. Used by one thread. */
public final class QueryDraw {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_QUERIES = 5;
    private static final int MAX_LISTED = 50;
    private static final int MAX_BINS = 12;
    /** A worker takes a second for so many slow elements four times over. */
    private static final int MAX_SLOW_ELEMENTS = 60_000;
    private static final List<Aggregate> BUILT_IN = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN,
            Aggregate.MAX,
            Aggregate.MEAN);

    private final SplittableRandom random;
    private final String dataset;
    private final Numbers numbers;

    /** Makes up batches over this dataset. */
    public QueryDraw(SplittableRandom random, String dataset, Numbers numbers) {
        this.random = random;
        this.dataset = dataset;
        this.numbers = numbers;
    }

    /** {@return the next batch; it can be answered where the numbers have the index they should have} */
    public Batch next() {
        PlanKind plan = plan();
        boolean functions = plan != PlanKind.INDEX && random.nextInt(3) == 0;
        boolean index = numbers.shape().indexed() && (plan == PlanKind.AUTO || plan == PlanKind.INDEX);
        List<Query> queries = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_QUERIES);
        for (int i = 0; i < count; i++) {
            queries.add(index && random.nextBoolean() ? ofIndex() : ofAnything(functions, index));
        }
        return new Batch(dataset, queries, plan, TIMEOUT);
    }

    private PlanKind plan() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> PlanKind.SCAN;
            case 2 -> PlanKind.PRUNED_SCAN;
            case 3 -> numbers.shape().indexed() ? PlanKind.INDEX : PlanKind.AUTO;
            default -> PlanKind.AUTO;
        };
    }

    private Query ofIndex() {
        return switch (random.nextInt(4)) {
            case 0 -> new QuantileQuery(BigDecimal.valueOf(random.nextInt(1_001), 3));
            case 1 -> new TopQuery(1 + random.nextInt(MAX_LISTED));
            case 2 -> new BottomQuery(1 + random.nextInt(MAX_LISTED));
            default -> new HistogramQuery(new Bins.EqualDepth(1 + random.nextInt(MAX_BINS)), aggregates(false, true));
        };
    }

    private Query ofAnything(boolean functions, boolean index) {
        return switch (random.nextInt(8)) {
            case 0 -> new RankQuery(threshold());
            case 1 -> new HistogramQuery(edges(), aggregates(functions, index));
            case 2 -> new HistogramQuery(new Bins.EqualWidth(1 + random.nextInt(MAX_BINS)),
                    aggregates(functions, index));
            default -> new RangeQuery(range(), aggregates(functions, index));
        };
    }

    private Range range() {
        return switch (random.nextInt(6)) {
            case 0 -> Range.atLeast(threshold());
            case 1 -> Range.greaterThan(threshold());
            case 2 -> Range.lessThan(threshold());
            case 3 -> Range.equalTo(threshold());
            case 4 -> Range.between(threshold(), threshold());
            default -> Range.atMost(threshold());
        };
    }

    /** Mostly at an element or beside one, where mistakes live. */
    private long threshold() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            case 2 -> numbers.min();
            case 3 -> numbers.max();
            default -> numbers.at(random.nextInt(numbers.count())) + random.nextInt(3) - 1;
        };
    }

    private Bins edges() {
        TreeSet<Long> edges = new TreeSet<>();
        int wanted = 2 + random.nextInt(MAX_BINS - 1);
        while (edges.size() < 2) {
            for (int i = 0; i < wanted; i++) {
                edges.add(threshold());
            }
        }
        return new Bins.Edges(List.copyOf(edges));
    }

    private List<Aggregate> aggregates(boolean functions, boolean index) {
        List<Aggregate> possible = new ArrayList<>(BUILT_IN);
        if (index) {
            possible.add(Aggregate.DISTINCT);
        }
        Collections.shuffle(possible, new Random(random.nextLong()));
        List<Aggregate> chosen = new ArrayList<>(possible.subList(0, 1 + random.nextInt(possible.size())));
        if (functions && numbers.knowsDivisors() && random.nextBoolean()) {
            chosen.add(Aggregate.sumOf("divisors"));
        }
        if (functions && numbers.count() <= MAX_SLOW_ELEMENTS) {
            chosen.add(Aggregate.sumOf(SlowFunction.NAME));
        }
        return chosen;
    }
}
