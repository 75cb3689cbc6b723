package onecopy.service.wire;

import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import tools.jackson.core.JsonGenerator;

/**
 * One query: {@code {"at_most": 5, "aggregates": ["count"]}}. The range is exactly one of {@code at_most}, {@code
 * less_than}, {@code at_least}, {@code greater_than}, {@code equals} with an integer, or {@code between} with two;
 * {@code aggregates} may be left out where the surroundings name some.
 */
public final class QueryJson {
    /** What a query computes where nobody says. */
    public static final List<Aggregate> DEFAULT_AGGREGATES = List.of(Aggregate.COUNT, Aggregate.SUM);

    private static final String KEYS = "at_most, less_than, at_least, greater_than, equals, between, aggregates";

    private QueryJson() {}

    /**
     * Reads a query that stands alone in its text.
     *
     * @param place how messages name the text: {@code "line 7"}
     * @param defaults aggregates of a query that names none
     * @throws OnecopyException with {@link onecopy.data.fault.Fault#INVALID_ARGUMENT} naming the place
     */
    public static RangeQuery read(String text, String place, List<Aggregate> defaults) {
        try (JsonReader json = JsonReader.of(text, place)) {
            json.startObject("a query");
            QueryFields fields = readFields(json);
            json.end();
            return fields.complete(defaults);
        }
    }

    /** {@return a list of aggregate names, the next value of a document} */
    static List<Aggregate> readAggregates(JsonReader json) {
        List<Aggregate> aggregates = new ArrayList<>();
        json.startArray("aggregates");
        while (json.hasNext()) {
            Aggregate aggregate = Aggregate.ofLabel(json.elementString("an aggregate"));
            if (aggregates.contains(aggregate)) {
                throw json.wrong("aggregate '" + aggregate.label() + "' is asked for twice in one query");
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
        Range range = null;
        List<Aggregate> aggregates = null;
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("aggregates")) {
                aggregates = readAggregates(json);
                continue;
            }
            Range read = readRange(json, key);
            if (range != null) {
                throw json.wrong("a query has one range, but '" + key + "' is a second one");
            }
            range = read;
        }
        if (range == null) {
            throw json.wrong("a query needs a range: one of " + KEYS.substring(0, KEYS.lastIndexOf(',')));
        }
        return new QueryFields(range, aggregates);
    }

    private static Range readRange(JsonReader json, String key) {
        return switch (key) {
            case "at_most" -> Range.atMost(json.nextInteger(key));
            case "less_than" -> Range.lessThan(json.nextInteger(key));
            case "at_least" -> Range.atLeast(json.nextInteger(key));
            case "greater_than" -> Range.greaterThan(json.nextInteger(key));
            case "equals" -> Range.equalTo(json.nextInteger(key));
            case "between" -> readBetween(json);
            default -> throw json.unknownKey(key, KEYS);
        };
    }

    private static Range readBetween(JsonReader json) {
        json.startArray("between");
        long[] bounds = new long[2];
        int count = 0;
        while (json.hasNext()) {
            long bound = json.elementInteger("between");
            if (count < 2) {
                bounds[count] = bound;
            }
            count++;
        }
        if (count != 2) {
            throw json.wrong("between must hold two integers, [from, to], not " + count);
        }
        return Range.between(bounds[0], bounds[1]);
    }

    /** Writes the query with its aggregates left out where they are those of the surroundings. */
    static void write(RangeQuery query, List<Aggregate> defaults, JsonGenerator json) {
        json.writeStartObject();
        writeRange(query.range(), json);
        if (!query.aggregates().equals(defaults)) {
            writeAggregates(query.aggregates(), json);
        }
        json.writeEndObject();
    }

    /** Writes the key {@code aggregates} with their names. */
    static void writeAggregates(List<Aggregate> aggregates, JsonGenerator json) {
        json.writeName("aggregates");
        json.writeStartArray();
        for (Aggregate aggregate : aggregates) {
            json.writeString(aggregate.label());
        }
        json.writeEndArray();
    }

    private static void writeRange(Range range, JsonGenerator json) {
        if (range.from() == Long.MIN_VALUE && range.to() < Long.MAX_VALUE) {
            json.writeNumberProperty("at_most", range.to());
        } else if (range.to() == Long.MAX_VALUE && range.from() > Long.MIN_VALUE) {
            json.writeNumberProperty("at_least", range.from());
        } else {
            json.writeName("between");
            json.writeStartArray();
            json.writeNumber(range.from());
            json.writeNumber(range.to());
            json.writeEndArray();
        }
    }
}
