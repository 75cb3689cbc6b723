package onecopy.service.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import tools.jackson.core.JsonGenerator;

/**
 * A batch request, the body of {@code POST /v1/query}:
 * <pre>
 * {"dataset": "common", "aggregates": ["count", "sum"], "plan": "auto", "timeout_ms": 30000,
 *  "queries": [{"at_most": 100000}, {"between": [3, 9], "aggregates": ["divisors"]}]}
 * </pre>
 * Only {@code dataset} and {@code queries} are needed; each of these is an object as {@link QueryJson} has it. {@code
 * aggregates}, wherever it stands, are those of the ranges and histograms that name none; without it ranges get count
 * and sum, histograms count.
 */
public final class BatchJson {
    /** The longest time a batch may be given. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    private static final String KEYS = "dataset, queries, aggregates, plan, timeout_ms";

    private BatchJson() {}

    /**
     * Reads a request to the end of the stream.
     *
     * @throws OnecopyException with {@link onecopy.data.fault.Fault#INVALID_ARGUMENT} naming the place
     */
    public static Batch read(InputStream in) {
        try (JsonReader json = JsonReader.of(in, "the request")) {
            Batch batch = readBatch(json);
            json.end();
            return batch;
        }
    }

    private static Batch readBatch(JsonReader json) {
        String dataset = null;
        List<QueryFields> queries = null;
        DefaultAggregates aggregates = DefaultAggregates.UNNAMED;
        PlanKind plan = PlanKind.AUTO;
        Duration timeout = Batch.DEFAULT_TIMEOUT;
        json.startObject("a request");
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "dataset" -> dataset = json.nextString(key);
                case "queries" -> queries = readQueries(json);
                case "aggregates" -> aggregates = DefaultAggregates.of(QueryJson.readAggregates(json));
                case "plan" -> plan = readPlan(json);
                case "timeout_ms" ->
                    timeout = Duration.ofMillis(json.nextInteger(key, 1, MAX_TIMEOUT.toMillis()));
                default -> throw json.unknownKey(key, KEYS);
            }
        }
        if (dataset == null || queries == null) {
            throw json.wrong("'" + (dataset == null ? "dataset" : "queries") + "' is missing");
        }
        return new Batch(dataset, complete(queries, aggregates), plan, timeout);
    }

    private static List<QueryFields> readQueries(JsonReader json) {
        List<QueryFields> queries = new ArrayList<>();
        long count = 0;
        json.startArray("queries");
        while (json.hasNext()) {
            json.at("query", queries.size() + 1L);
            json.elementObject("a query");
            QueryFields object = QueryJson.readFields(json);
            QueryJson.requireRoom(count, object, json);
            count += object.count();
            queries.add(object);
        }
        json.at(null, 0);
        return queries;
    }

    private static List<Query> complete(List<QueryFields> objects, DefaultAggregates aggregates) {
        List<Query> queries = new ArrayList<>(objects.size());
        for (QueryFields object : objects) {
            object.complete(aggregates, queries);
        }
        return queries;
    }

    private static PlanKind readPlan(JsonReader json) {
        String label = json.nextString("plan");
        return json.checked(() -> PlanKind.ofLabel(label));
    }

    /** Writes a request and closes the stream. */
    public static void write(Batch batch, OutputStream out) {
        List<Aggregate> common = QueryWriter.firstAggregates(batch.queries());
        try (JsonGenerator json = JsonOutput.compact(out)) {
            json.writeStartObject();
            json.writeStringProperty("dataset", batch.dataset());
            json.writeStringProperty("plan", batch.plan().label());
            json.writeNumberProperty("timeout_ms", batch.timeout().toMillis());
            if (common != null) {
                QueryWriter.writeAggregates(common, json);
            }
            json.writeName("queries");
            json.writeStartArray();
            new QueryWriter(json, common).write(batch.queries());
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
