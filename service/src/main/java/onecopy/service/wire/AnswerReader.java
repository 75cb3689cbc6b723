package onecopy.service.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** Reads what {@link AnswerWriter} writes. The queries are known, so what an answer repeats of its query is not kept. */
final class AnswerReader {
    private static final SerializableString FROM = new SerializedString("from");
    private static final SerializableString TO = new SerializedString("to");

    private final JsonReader json;
    private List<Aggregate> aggregates = List.of();
    private SerializableString[] labels = {};

    AnswerReader(JsonReader json) {
        this.json = json;
    }

    /** {@return the answer to a query, whose object has just been entered} */
    Answer read(Query query) {
        // Short commands mostly ask for ranges, and linking a switch over types takes milliseconds.
        return query instanceof RangeQuery range ? readRange(range) : readAny(query);
    }

    private Answer readAny(Query query) {
        return switch (query) {
            case RangeQuery range -> readRange(range);
            case RankQuery rank -> readRank(rank);
            case QuantileQuery quantile -> readQuantile(quantile);
            case TopQuery top -> readValues(top, "top", top.count());
            case BottomQuery bottom -> readValues(bottom, "bottom", bottom.count());
            case HistogramQuery histogram -> readHistogram(histogram);
        };
    }

    private RangeAnswer readRange(RangeQuery query) {
        requireKey(FROM);
        json.nextIntegerOr("from", 0);
        requireKey(TO);
        json.nextIntegerOr("to", 0);
        return new RangeAnswer(query, readAggregates(query.aggregates()));
    }

    private RangeAnswer readBin(List<Aggregate> wanted) {
        requireKey(FROM);
        long from = json.nextIntegerOr("from", Long.MIN_VALUE);
        requireKey(TO);
        long to = json.nextIntegerOr("to", Long.MAX_VALUE);
        return new RangeAnswer(new RangeQuery(new Range(from, to), wanted), readAggregates(wanted));
    }

    private List<Number> readAggregates(List<Aggregate> wanted) {
        if (!wanted.equals(aggregates)) {
            aggregates = wanted;
            labels = new SerializableString[wanted.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = new SerializedString(wanted.get(i).label());
            }
        }
        Number[] values = new Number[labels.length];
        for (int i = 0; i < labels.length; i++) {
            requireKey(labels[i]);
            values[i] = readNumber(wanted.get(i));
        }
        String more = json.nextKey();
        if (more != null) {
            throw notAsked(more);
        }
        return Arrays.asList(values);
    }

    private void requireKey(SerializableString key) {
        if (!json.nextKeyIs(key)) {
            throw json.wrong("'" + key.getValue() + "' is missing in its place");
        }
    }

    private Number readNumber(Aggregate aggregate) {
        return switch (aggregate) {
            case Aggregate.Builtin builtin -> switch (builtin) {
                case COUNT, MIN, MAX, DISTINCT -> json.nextIntegerOrNull(builtin.label());
                case SUM -> json.nextBigInteger(builtin.label());
                case MEAN -> json.nextDoubleOrNull(builtin.label());
            };
            case Aggregate.FunctionSum function -> json.nextBigInteger(function.label());
        };
    }

    private RankAnswer readRank(RankQuery query) {
        long rank = -1;
        long equal = -1;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "value" -> json.nextInteger(key);
                case "rank" -> rank = json.nextInteger(key);
                case "equal" -> equal = json.nextInteger(key);
                default -> throw notAsked(key);
            }
        }
        requireAll(rank >= 0 && equal >= 0);
        return new RankAnswer(query, rank, equal);
    }

    private QuantileAnswer readQuantile(QuantileQuery query) {
        boolean found = false;
        Long value = null;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "quantile" -> json.nextNumberText(key);
                case "value" -> {
                    value = json.nextIntegerOrNull(key);
                    found = true;
                }
                default -> throw notAsked(key);
            }
        }
        requireAll(found);
        return new QuantileAnswer(query, value);
    }

    private ValuesAnswer readValues(Query query, String name, int count) {
        long[] values = null;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals(name)) {
                json.nextInteger(key);
            } else if (key.equals("values")) {
                json.startArray(key);
                values = json.elementIntegers(key, count);
            } else {
                throw notAsked(key);
            }
        }
        requireAll(values != null);
        return new ValuesAnswer(query, Arrays.stream(values).boxed().toList());
    }

    private HistogramAnswer readHistogram(HistogramQuery query) {
        List<RangeAnswer> bins = null;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (!key.equals("histogram")) {
                throw notAsked(key);
            }
            bins = new ArrayList<>();
            json.startArray(key);
            while (json.hasNext()) {
                json.elementObject("a bin");
                bins.add(readBin(query.aggregates()));
            }
        }
        requireAll(bins != null);
        return new HistogramAnswer(query, bins);
    }

    private RuntimeException notAsked(String key) {
        return json.wrong("'" + key + "' was not asked for");
    }

    private void requireAll(boolean all) {
        if (!all) {
            throw json.wrong("a part of the answer is missing");
        }
    }
}
