package onecopy.service.torture.truth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecopy.service.query.Answer;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;

/** Says whether an answer about some numbers is right, by brute force. Immutable. */
public final class Oracle {
    private final Numbers numbers;

    /** An oracle about these numbers. */
    public Oracle(Numbers numbers) {
        this.numbers = numbers;
    }

    /** {@return what is wrong with the answers to some queries; empty if every digit is right} */
    public Optional<String> complaint(List<Query> queries, List<Answer> answers) {
        if (queries.size() != answers.size()) {
            return Optional.of(answers.size() + " answers to " + queries.size() + " queries");
        }
        for (int i = 0; i < queries.size(); i++) {
            Optional<String> complaint = complaint(queries.get(i), answers.get(i));
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return Optional.empty();
    }

    private Optional<String> complaint(Query query, Answer answer) {
        if (!answer.query().equals(query)) {
            return Optional.of("the answer to " + answer.query() + " instead of " + query);
        }
        return answer instanceof HistogramAnswer histogram
                ? histogramComplaint(histogram)
                : difference(query, expected(query), found(answer));
    }

    private static Optional<String> difference(Object what, Object expected, Object found) {
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of(what + ": expected " + expected + ", found " + found);
    }

    private static Object found(Answer answer) {
        return switch (answer) {
            case RangeAnswer range -> range.values();
            case RankAnswer rank -> List.of(rank.rank(), rank.equal());
            case QuantileAnswer quantile -> Arrays.asList(quantile.value());
            case ValuesAnswer values -> values.values();
            case HistogramAnswer histogram -> histogram.bins();
        };
    }

    private Object expected(Query query) {
        return switch (query) {
            case RangeQuery(var range, var aggregates) -> new RangeTruth(numbers, range).about(aggregates);
            case RankQuery(long value) -> List.of((long) numbers.countBelow(value),
                    (long) numbers.countUpTo(value) - numbers.countBelow(value));
            case QuantileQuery(BigDecimal fraction) -> List.of(quantile(fraction));
            case TopQuery(int count) -> Arrays.stream(numbers.sorted(), Math.max(0, numbers.count() - count),
                    numbers.count()).boxed().toList().reversed();
            case BottomQuery(int count) -> Arrays.stream(numbers.sorted()).limit(count).boxed().toList();
            case HistogramQuery _ -> throw new IllegalArgumentException("a histogram is looked at bin by bin");
        };
    }

    /** The first of the sorted elements up to which at least that part of all lies. */
    private long quantile(BigDecimal fraction) {
        long place = fraction.multiply(BigDecimal.valueOf(numbers.count())).setScale(0, RoundingMode.CEILING)
                .longValueExact();
        return numbers.sorted()[(int) Math.max(place, 1) - 1];
    }

    /** Each bin's aggregates over the range it names, and each bin's count against the definition of the bins. */
    private Optional<String> histogramComplaint(HistogramAnswer histogram) {
        HistogramQuery query = histogram.query();
        List<Long> counts = new ArrayList<>();
        for (RangeAnswer bin : histogram.bins()) {
            RangeTruth truth = new RangeTruth(numbers, bin.query().range());
            counts.add(truth.count());
            Optional<String> complaint = difference("bin " + bin.query().range() + " of " + query,
                    truth.about(query.aggregates()), bin.values());
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return difference("elements in the bins of " + query, binCounts(query.bins()), counts);
    }

    private List<Long> binCounts(Bins bins) {
        return switch (bins) {
            case Bins.Edges(List<Long> edges) -> countsBetween(edges);
            case Bins.EqualWidth(int count) -> countsOfEqualWidth(count);
            case Bins.EqualDepth(int count) -> countsOfEqualDepth(count);
        };
    }

    private List<Long> countsBetween(List<Long> edges) {
        List<Long> counts = new ArrayList<>();
        for (int bin = 1; bin < edges.size(); bin++) {
            int end = bin == edges.size() - 1 ? numbers.countUpTo(edges.get(bin)) : numbers.countBelow(edges.get(bin));
            counts.add((long) end - numbers.countBelow(edges.get(bin - 1)));
        }
        return counts;
    }

    /** Edge i of n is {@code min + i * (max - min) / n}, which an element reaches that is not below it. */
    private List<Long> countsOfEqualWidth(int count) {
        List<Long> counts = new ArrayList<>();
        BigInteger min = BigInteger.valueOf(numbers.min());
        BigInteger width = BigInteger.valueOf(numbers.max()).subtract(min);
        int before = 0;
        for (int i = 1; i <= count; i++) {
            BigInteger[] edge = width.multiply(BigInteger.valueOf(i)).divideAndRemainder(BigInteger.valueOf(count));
            long reached = min.add(edge[0]).add(BigInteger.valueOf(edge[1].signum())).longValueExact();
            int end = i == count ? numbers.count() : numbers.countBelow(reached);
            counts.add((long) end - before);
            before = end;
        }
        return counts;
    }

    /** A bin ends with every different quantile of i / n. */
    private List<Long> countsOfEqualDepth(int count) {
        long[] sorted = numbers.sorted();
        List<Long> counts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= count; i++) {
            long end = sorted[(int) (Math.ceilDiv((long) i * sorted.length, count) - 1)];
            int after = start;
            while (after < sorted.length && sorted[after] <= end) {
                after++;
            }
            if (after > start) {
                counts.add((long) after - start);
                start = after;
            }
        }
        return counts;
    }
}
