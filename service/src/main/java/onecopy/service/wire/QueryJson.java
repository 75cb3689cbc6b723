package onecopy.service.wire;

import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Excerpt;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;
import org.agrona.collections.LongArrayList;

/**
 * A query object. It asks exactly one of these:
 * <pre>
 * {"at_most": 5}  {"less_than": 5}  {"at_least": 5}  {"greater_than": 5}  {"equals": 5}  {"between": [3, 9]}
 * {"rank": 5}  {"quantile": 0.5}  {"quantile": "0.999"}  {"top": 10}  {"bottom": 10}
 * {"histogram": {"edges": [0, 10, 20]}}  {"histogram": {"equal_width": 20}}  {"histogram": {"equal_depth": 20}}
 * </pre>
 * Ranges and histograms may name what they compute, {@code "aggregates": ["count"]} and at most 100 such, before or
 * after; else what the surroundings name holds, and where nobody does {@link DefaultAggregates#UNNAMED}. A quantile is read
 * exactly as it is written.
 *
 * <p>A list in the place of a bound stands for as many queries in its order, millions if need be: {@code {"at_most": [5,
 * 9, 12]}} and {@code {"between": [[3, 9], [4, 8]]}}. An empty list stands for none.
 */
public final class QueryJson {
    /** The most queries of a batch or a batch file. */
    public static final int MAX_QUERIES = 2_000_000;

    /** Far more than anybody plugs in; each is compared with all others of its query. */
    private static final int MAX_AGGREGATES = 100;
    private static final String KEYS = "at_most, less_than, at_least, greater_than, equals, between, rank, quantile, "
            + "top, bottom, histogram";
    private static final String BINS = "edges, equal_width, equal_depth";

    private QueryJson() {}

    /**
     * Reads a query object that is a line of its own and adds the queries it stands for.
     *
     * @param file how messages name the file
     * @param lineNumber its number there, from 1
     * @param defaults aggregates of an object that names none
     * @throws onecopy.data.fault.OnecopyException with {@link onecopy.data.fault.Fault#INVALID_ARGUMENT} naming the place
     */
    static void readLine(String line, String file, long lineNumber, DefaultAggregates defaults, List<Query> queries) {
        try (JsonReader json = JsonReader.of(line, file)) {
            json.at("line", lineNumber);
            json.startObject("a query");
            QueryFields fields = readFields(json);
            json.end();
            requireRoom(queries.size(), fields, json);
            fields.complete(defaults, queries);
        }
    }

    /** Makes sure that a batch has not too many queries once those of an object are added. */
    static void requireRoom(long before, QueryFields object, JsonReader json) {
        if (before + object.count() > MAX_QUERIES) {
            throw json.wrong("there are more than " + MAX_QUERIES + " queries; ask in several batches");
        }
    }

    /** {@return a list of aggregate names, the next value of a document} */
    static List<Aggregate> readAggregates(JsonReader json) {
        List<Aggregate> aggregates = new ArrayList<>();
        json.startArray("aggregates");
        while (json.hasNext()) {
            Aggregate aggregate = Aggregate.ofLabel(json.elementString("an aggregate"));
            if (aggregates.contains(aggregate)) {
                throw json.wrong("aggregate '" + Excerpt.of(aggregate.label())
                        + "' is asked for twice in one query");
            }
            if (aggregates.size() == MAX_AGGREGATES) {
                throw json.wrong("aggregates names more than " + MAX_AGGREGATES);
            }
            aggregates.add(aggregate);
        }
        if (aggregates.isEmpty()) {
            throw json.wrong("aggregates must name at least one, such as \"count\"");
        }
        return List.copyOf(aggregates);
    }

    /** Reads the rest of a query whose object has just been entered. */
    static QueryFields readFields(JsonReader json) {
        QueryFields asked = null;
        List<Aggregate> aggregates = null;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("aggregates")) {
                aggregates = readAggregates(json);
                continue;
            }
            QueryFields read = readAsked(json, key);
            if (asked != null) {
                throw json.wrong("a query asks one thing, but '" + key + "' is a second one");
            }
            asked = read;
        }
        if (asked == null) {
            throw json.wrong("a query needs one of " + KEYS);
        }
        return aggregates == null ? asked : naming(asked, aggregates, json);
    }

    private static QueryFields naming(QueryFields asked, List<Aggregate> aggregates, JsonReader json) {
        return switch (asked) {
            case QueryFields.Ranges ranges -> new QueryFields.Ranges(ranges.form(), ranges.bounds(), aggregates);
            case QueryFields.Histogram histogram -> new QueryFields.Histogram(histogram.bins(), aggregates);
            case QueryFields.Whole _ -> throw json.wrong("only ranges and histograms have aggregates");
        };
    }

    private static QueryFields readAsked(JsonReader json, String key) {
        return switch (key) {
            case "rank" -> new QueryFields.Whole(new RankQuery(json.nextInteger(key)));
            case "quantile" -> readQuantile(json);
            case "top" -> new QueryFields.Whole(new TopQuery(readCount(json, key)));
            case "bottom" -> new QueryFields.Whole(new BottomQuery(readCount(json, key)));
            case "histogram" -> readHistogram(json);
            case "between" -> new QueryFields.Ranges(RangeForm.BETWEEN, readPairs(json), null);
            default -> readRanges(json, key);
        };
    }

    private static QueryFields readQuantile(JsonReader json) {
        String fraction = json.nextNumberText("quantile");
        return new QueryFields.Whole(json.checked(() -> QuantileQuery.ofText(fraction)));
    }

    private static int readCount(JsonReader json, String key) {
        return (int) json.nextInteger(key, 1, ValuesAnswer.MAX_VALUES);
    }

    private static QueryFields readHistogram(JsonReader json) {
        Bins bins = null;
        json.startObject("histogram");
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            Bins read = switch (key) {
                case "edges" -> readEdges(json);
                case "equal_width" -> new Bins.EqualWidth((int) json.nextInteger(key, 1, Bins.MAX_BINS));
                case "equal_depth" -> new Bins.EqualDepth((int) json.nextInteger(key, 1, Bins.MAX_BINS));
                default -> throw json.unknownKey(key, BINS);
            };
            if (bins != null) {
                throw json.wrong("a histogram has one kind of bins, but '" + key + "' is a second one");
            }
            bins = read;
        }
        if (bins == null) {
            throw json.wrong("a histogram needs its bins: one of " + BINS);
        }
        return new QueryFields.Histogram(bins, null);
    }

    private static Bins readEdges(JsonReader json) {
        json.startArray("edges");
        long[] edges = json.elementIntegers("edges", MAX_QUERIES);
        return json.checked(() -> Bins.Edges.of(edges));
    }

    private static QueryFields readRanges(JsonReader json, String key) {
        RangeForm form = RangeForm.ofKey(key);
        if (form == null) {
            throw json.unknownKey(key, KEYS + ", aggregates");
        }
        long[] bounds = json.nextIsArray()
                ? json.elementIntegers(key, MAX_QUERIES)
                : new long[]{json.elementInteger(key)};
        return new QueryFields.Ranges(form, bounds, null);
    }

    private static long[] readPairs(JsonReader json) {
        json.startArray("between");
        LongArrayList bounds = new LongArrayList();
        while (json.hasNext()) {
            if (bounds.size() == 2 * MAX_QUERIES) {
                throw json.wrong("between holds more than " + MAX_QUERIES + " pairs");
            }
            if (json.elementIsArray()) {
                readPair(json, bounds);
            } else if (bounds.isEmpty()) {
                return readOnePair(json);
            } else {
                throw json.wrong("between must hold two integers, [from, to], or only such pairs");
            }
        }
        return bounds.toLongArray();
    }

    private static void readPair(JsonReader json, LongArrayList bounds) {
        int before = bounds.size();
        while (json.hasNext()) {
            bounds.addLong(json.elementInteger("between"));
        }
        if (bounds.size() != before + 2) {
            throw json.wrong("pair " + (before / 2 + 1) + " of between must hold two integers, [from, to], not "
                    + (bounds.size() - before));
        }
    }

    private static long[] readOnePair(JsonReader json) {
        long[] bounds = {json.elementInteger("between"), 0};
        int count = 1;
        while (json.hasNext()) {
            bounds[1] = json.elementInteger("between");
            count++;
        }
        if (count != 2) {
            throw json.wrong("between must hold two integers, [from, to], not " + count);
        }
        return bounds;
    }
}
