package onecopy.service.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchJsonTest {
    private static Batch read(String json) {
        return BatchJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<RangeQuery> ranges(Batch batch) {
        return batch.queries().stream().map(RangeQuery.class::cast).toList();
    }

    @Test
    void shouldReadEveryFormOfRange() {
        Batch batch = read("""
                {"dataset": "common", "queries": [{"at_most": 5}, {"less_than": 5}, {"at_least": -3},
                 {"greater_than": -3}, {"equals": 7}, {"between": [3, 9]}, {"between": [9, 3]}]}""");
        assertThat(ranges(batch)).extracting(RangeQuery::range).containsExactly(Range.atMost(5), Range.atMost(4),
                Range.atLeast(-3), Range.atLeast(-2), Range.equalTo(7), Range.between(3, 9), Range.between(9, 3));
        assertThat(ranges(batch).getFirst().aggregates()).containsExactly(Aggregate.COUNT, Aggregate.SUM);
        assertThat(batch.plan()).isEqualTo(PlanKind.AUTO);
        assertThat(batch.timeout()).isEqualTo(Batch.DEFAULT_TIMEOUT);
    }

    @Test
    void shouldTakeTheBoundsOfSixtyFourBits() {
        Batch batch = read("""
                {"dataset": "d", "queries": [{"at_most": -9223372036854775808}, {"at_least": 9223372036854775807},
                 {"less_than": -9223372036854775808}]}""");
        assertThat(ranges(batch)).extracting(RangeQuery::range).containsExactly(Range.atMost(Long.MIN_VALUE),
                Range.atLeast(Long.MAX_VALUE), Range.EMPTY);
    }

    @Test
    void shouldUseTheAggregatesOfTheRequestWhereverTheyStand() {
        Batch batch = read("""
                {"queries": [{"at_most": 5}, {"at_most": 6, "aggregates": ["mean"]}], "timeout_ms": 1500,
                 "aggregates": ["divisors", "count"], "plan": "scan", "dataset": "d"}""");
        assertThat(ranges(batch).get(0).aggregates()).containsExactly(Aggregate.sumOf("divisors"), Aggregate.COUNT);
        assertThat(ranges(batch).get(1).aggregates()).containsExactly(Aggregate.MEAN);
        assertThat(batch.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(batch.plan()).isEqualTo(PlanKind.SCAN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[]                                                    | a request must be a JSON object, not an array",
        "{\"queries\": []}                                     | 'dataset' is missing",
        "{\"dataset\": \"d\"}                                  | 'queries' is missing",
        "{\"dataset\": 3, \"queries\": []}                     | dataset must be a string, not 3",
        "{\"dataset\": \"d\", \"querys\": []}                  | unknown key 'querys': allowed are dataset, queries,",
        "{\"dataset\": \"d\", \"queries\": {}}                 | queries must be a JSON array, not an object",
        "{\"dataset\": \"d\", \"queries\": [5]}                | query 1: a query must be a JSON object, not 5",
        "{\"dataset\": \"d\", \"queries\": [{\"at_most\": 1}, {\"at_mst\": 5}]} | query 2: unknown key 'at_mst'",
        "{\"dataset\": \"d\", \"queries\": [{}]}               | query 1: a query needs a range: one of at_most",
        "{\"dataset\": \"d\", \"queries\": [{\"at_most\": 1, \"equals\": 2}]}   | 'equals' is a second one",
        "{\"dataset\": \"d\", \"queries\": [{\"at_most\": 1.5}]}                | at_most must be an integer, not 1.5",
        "{\"dataset\": \"d\", \"queries\": [{\"at_most\": \"1\"}]}              | must be an integer, not the string \"1\"",
        "{\"dataset\": \"d\", \"queries\": [{\"at_most\": null}]}               | at_most must be an integer, not null",
        "{\"dataset\": \"d\", \"queries\": [{\"at_most\": 9223372036854775808}]} | 9223372036854775808 does not fit 64 bits",
        "{\"dataset\": \"d\", \"queries\": [{\"between\": [1]}]}                | must hold two integers, [from, to], not 1",
        "{\"dataset\": \"d\", \"queries\": [{\"between\": [1, 2, 3]}]}          | must hold two integers, [from, to], not 3",
        "{\"dataset\": \"d\", \"queries\": [{\"at_most\": 1, \"aggregates\": []}]} | aggregates must name at least one",
        "{\"dataset\": \"d\", \"queries\": [], \"aggregates\": [\"sum\", \"sum\"]} | 'sum' is asked for twice",
        "{\"dataset\": \"d\", \"queries\": [], \"timeout_ms\": 0}               | timeout_ms must be 1 to",
        "{\"dataset\": \"d\", \"queries\": [], \"plan\": \"fast\"}              | unknown plan 'fast'",
        "{\"dataset\": \"d\", \"queries\": []} x                                | not valid JSON at line 1",
        "{\"dataset\": \"d\", \"queries\": []} {}                               | nothing may follow the JSON object",
        "{\"dataset\": \"d\", \"dataset\": \"e\", \"queries\": []}              | not valid JSON at line 1",
        "{\"dataset\": \"d\", \"queries\": [                                    | not valid JSON at line 1",
        "`  `                                                                   | not nothing"})
    void shouldRefuseWithOneSentenceThatNamesThePlace(String json, String sentence) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(OnecopyException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT);
            assertThat(e.getMessage()).contains(sentence).doesNotContain("\n");
        });
    }

    @Test
    void shouldReadWhatItWrites() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Batch batch = randomBatch(random);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            BatchJson.write(batch, written);
            assertThat(BatchJson.read(new ByteArrayInputStream(written.toByteArray())))
                    .as("seed %d, round %d", seed, round).isEqualTo(batch);
        }
    }

    private static Batch randomBatch(Random random) {
        List<Aggregate> all = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN, Aggregate.sumOf("divisors"));
        List<Query> queries = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int first = random.nextInt(all.size());
            queries.add(new RangeQuery(new Range(bound(random), bound(random)),
                    all.subList(first, first + 1 + random.nextInt(all.size() - first))));
        }
        return new Batch("d\"ä" + random.nextInt(), queries, List.of(PlanKind.values()).get(random.nextInt(4)),
                Duration.ofMillis(1 + random.nextInt(100_000)));
    }

    private static long bound(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextInt(10);
            default -> random.nextLong();
        };
    }
}
