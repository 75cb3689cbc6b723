package onecopy.service.wire;

import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import tools.jackson.core.JsonGenerator;

/** Writes queries as {@link QueryJson} reads them. Neighbours of one form and with the same aggregates share an object. */
final class QueryWriter {
    private final JsonGenerator json;
    private final List<Aggregate> surrounding;

    /**
     * A writer.
     *
     * @param surrounding aggregates that queries need not name; null where there are none
     */
    QueryWriter(JsonGenerator json, List<Aggregate> surrounding) {
        this.json = json;
        this.surrounding = surrounding;
    }

    /** {@return the aggregates of the first query that has some, null where none has} */
    static List<Aggregate> firstAggregates(List<Query> queries) {
        for (Query query : queries) {
            if (query instanceof RangeQuery range) {
                return range.aggregates();
            }
            if (query instanceof HistogramQuery histogram) {
                return histogram.aggregates();
            }
        }
        return null;
    }

    /** Writes the objects, one after the other. */
    void write(List<Query> queries) {
        int next = 0;
        while (next < queries.size()) {
            json.writeStartObject();
            // Short commands mostly ask for ranges, and linking a switch over types takes milliseconds.
            if (queries.get(next) instanceof RangeQuery range) {
                int end = endOfRun(queries, next, range);
                writeRanges(queries.subList(next, end), range);
                next = end;
            } else {
                writeOther(queries.get(next));
                next++;
            }
            json.writeEndObject();
        }
    }

    private void writeOther(Query query) {
        switch (query) {
            case RangeQuery range -> writeRanges(List.of(range), range);
            case RankQuery rank -> json.writeNumberProperty("rank", rank.value());
            case QuantileQuery quantile -> json.writeNumberProperty("quantile", quantile.fraction());
            case TopQuery top -> json.writeNumberProperty("top", top.count());
            case BottomQuery bottom -> json.writeNumberProperty("bottom", bottom.count());
            case HistogramQuery histogram -> {
                writeBins(histogram.bins());
                writeAggregatesUnlessSurrounding(histogram.aggregates());
            }
        }
    }

    private static int endOfRun(List<Query> queries, int start, RangeQuery first) {
        RangeForm form = RangeForm.of(first.range());
        int end = start + 1;
        while (end < queries.size() && queries.get(end) instanceof RangeQuery next
                && RangeForm.of(next.range()) == form && next.aggregates().equals(first.aggregates())) {
            end++;
        }
        return end;
    }

    private void writeRanges(List<Query> run, RangeQuery first) {
        RangeForm form = RangeForm.of(first.range());
        json.writeName(form.key());
        if (run.size() == 1) {
            writeBounds(form, first.range());
        } else {
            json.writeStartArray();
            for (Query query : run) {
                writeBounds(form, ((RangeQuery) query).range());
            }
            json.writeEndArray();
        }
        writeAggregatesUnlessSurrounding(first.aggregates());
    }

    private void writeBounds(RangeForm form, Range range) {
        if (form == RangeForm.BETWEEN) {
            json.writeStartArray();
            json.writeNumber(range.from());
            json.writeNumber(range.to());
            json.writeEndArray();
        } else {
            json.writeNumber(form == RangeForm.AT_MOST ? range.to() : range.from());
        }
    }

    private void writeBins(Bins bins) {
        json.writeName("histogram");
        json.writeStartObject();
        switch (bins) {
            case Bins.Edges edges -> {
                json.writeName("edges");
                json.writeStartArray();
                for (long edge : edges.edges()) {
                    json.writeNumber(edge);
                }
                json.writeEndArray();
            }
            case Bins.EqualWidth width -> json.writeNumberProperty("equal_width", width.count());
            case Bins.EqualDepth depth -> json.writeNumberProperty("equal_depth", depth.count());
        }
        json.writeEndObject();
    }

    private void writeAggregatesUnlessSurrounding(List<Aggregate> aggregates) {
        if (!aggregates.equals(surrounding)) {
            writeAggregates(aggregates, json);
        }
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
}
