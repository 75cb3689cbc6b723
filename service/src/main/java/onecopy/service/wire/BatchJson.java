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
import onecopy.service.query.RangeQuery;
import tools.jackson.core.JsonGenerator;

/**
 * A batch request, the body of {@code POST /v1/query}:
 * <pre>
 * {"dataset": "common", "aggregates": ["count", "sum"], "plan": "auto", "timeout_ms": 30000,
 *  "queries": [{"at_most": 100000}, {"between": [3, 9], "aggregates": ["divisors"]}]}
 * </pre>
 * Only {@code dataset} and {@code queries} are needed. {@code aggregates} are those of the queries that name none,
 * wherever it stands.
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
        List<Aggregate> aggregates = QueryJson.DEFAULT_AGGREGATES;
        PlanKind plan = PlanKind.AUTO;
        Duration timeout = Batch.DEFAULT_TIMEOUT;
        json.startObject("a request");
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "dataset" -> dataset = json.nextString(key);
                case "queries" -> queries = readQueries(json);
                case "aggregates" -> aggregates = QueryJson.readAggregates(json);
                case "plan" -> plan = PlanKind.ofLabel(json.nextString(key));
                case "timeout_ms" -> timeout = readTimeout(json);
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
        json.startArray("queries");
        while (json.hasNext()) {
            json.at("query " + (queries.size() + 1));
            json.elementObject("a query");
            queries.add(QueryJson.readFields(json));
        }
        json.at(null);
        return queries;
    }

    private static List<Query> complete(List<QueryFields> fields, List<Aggregate> aggregates) {
        List<Query> queries = new ArrayList<>(fields.size());
        for (QueryFields query : fields) {
            queries.add(query.complete(aggregates));
        }
        return queries;
    }

    private static Duration readTimeout(JsonReader json) {
        long timeoutMs = json.nextInteger("timeout_ms");
        if (timeoutMs < 1 || timeoutMs > MAX_TIMEOUT.toMillis()) {
            throw json.wrong("timeout_ms must be 1 to " + MAX_TIMEOUT.toMillis() + ", not " + timeoutMs);
        }
        return Duration.ofMillis(timeoutMs);
    }

    /** Writes a request and closes the stream. */
    public static void write(Batch batch, OutputStream out) {
        List<Aggregate> common = batch.queries().isEmpty()
                ? QueryJson.DEFAULT_AGGREGATES
                : ((RangeQuery) batch.queries().getFirst()).aggregates();
        try (JsonGenerator json = JsonOutput.compact(out)) {
            json.writeStartObject();
            json.writeStringProperty("dataset", batch.dataset());
            json.writeStringProperty("plan", batch.plan().label());
            json.writeNumberProperty("timeout_ms", batch.timeout().toMillis());
            QueryJson.writeAggregates(common, json);
            json.writeName("queries");
            json.writeStartArray();
            for (Query query : batch.queries()) {
                QueryJson.write((RangeQuery) query, common, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
