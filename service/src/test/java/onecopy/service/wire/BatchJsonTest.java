package onecopy.service.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
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
        "{\"dataset\": \"d\", \"queries\": [{}]}               | query 1: a query needs one of at_most, less_than",
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
    void shouldReadEveryKindOfQuery() {
        Batch batch = read("""
                {"dataset": "d", "queries": [{"rank": -5}, {"quantile": 0.1}, {"quantile": "0.999"}, {"top": 10},
                 {"bottom": 1000000}, {"histogram": {"edges": [-5, 0, 9223372036854775807]}},
                 {"aggregates": ["sum"], "histogram": {"equal_width": 20}}, {"histogram": {"equal_depth": 65536}}]}""");
        assertThat(batch.queries()).containsExactly(new RankQuery(-5), new QuantileQuery(new BigDecimal("0.1")),
                new QuantileQuery(new BigDecimal("0.999")), new TopQuery(10), new BottomQuery(1_000_000),
                new HistogramQuery(Bins.Edges.of(-5, 0, Long.MAX_VALUE), List.of(Aggregate.COUNT)),
                new HistogramQuery(new Bins.EqualWidth(20), List.of(Aggregate.SUM)),
                new HistogramQuery(new Bins.EqualDepth(65_536), List.of(Aggregate.COUNT)));
    }

    @Test
    void shouldReadQuantilesExactlyAsWritten() {
        Batch batch = read("""
                {"dataset": "d", "queries": [{"quantile": 0.1000000000000000055511151231257827}, {"quantile": 1e-100},
                 {"quantile": 0}, {"quantile": 1.000}, {"quantile": ".5"}, {"quantile": "10E-1"}]}""");
        assertThat(batch.queries()).extracting(query -> ((QuantileQuery) query).fraction().toString()).containsExactly(
                "0.1000000000000000055511151231257827", "1E-100", "0", "1.000", "0.5", "1.0");
    }

    @Test
    void shouldUseTheAggregatesOfTheRequestForRangesAndHistogramsAlike() {
        Batch batch = read("""
                {"dataset": "d", "aggregates": ["mean"],
                 "queries": [{"histogram": {"equal_width": 2}}, {"at_most": 5}, {"rank": 5}]}""");
        assertThat(batch.queries()).containsExactly(
                new HistogramQuery(new Bins.EqualWidth(2), List.of(Aggregate.MEAN)),
                new RangeQuery(Range.atMost(5), List.of(Aggregate.MEAN)), new RankQuery(5));
    }

    @Test
    void shouldReadAListOfBoundsAsAsManyQueries() {
        Batch batch = read("""
                {"dataset": "d", "queries": [{"at_most": [5, 9, 5], "aggregates": ["min"]}, {"less_than": [5]},
                 {"at_least": []}, {"greater_than": [-1, 0]}, {"equals": [7]}, {"between": [[3, 9], [4, 8]]},
                 {"between": []}, {"between": [1, 2]}]}""");
        assertThat(ranges(batch)).extracting(RangeQuery::range).containsExactly(Range.atMost(5), Range.atMost(9),
                Range.atMost(5), Range.atMost(4), Range.atLeast(0), Range.atLeast(1), Range.equalTo(7),
                Range.between(3, 9), Range.between(4, 8), Range.between(1, 2));
        assertThat(ranges(batch).subList(0, 4)).extracting(RangeQuery::aggregates).containsExactly(
                List.of(Aggregate.MIN), List.of(Aggregate.MIN), List.of(Aggregate.MIN),
                List.of(Aggregate.COUNT, Aggregate.SUM));
    }

    @Test
    void shouldReadAMillionThresholdsInOneList() {
        String list = IntStream.range(0, 1_000_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Batch batch = read("{\"dataset\": \"d\", \"queries\": [{\"at_most\": [" + list + "]}]}");
        assertThat(batch.queries()).hasSize(1_000_000);
        assertThat(ranges(batch).getLast().range()).isEqualTo(Range.atMost(999_999));
    }

    @Test
    void shouldWriteNeighboursOfOneFormAsAList() {
        List<Aggregate> count = List.of(Aggregate.COUNT);
        List<Aggregate> sum = List.of(Aggregate.SUM);
        Batch batch = new Batch("d",
                List.of(new RangeQuery(Range.atMost(5), count), new RangeQuery(Range.atMost(4), List.copyOf(count)),
                        new RangeQuery(Range.atMost(3), sum), new RangeQuery(Range.between(1, 2), count),
                        new RangeQuery(Range.between(3, 4), count), new RankQuery(6),
                        new RangeQuery(Range.equalTo(7), count)),
                PlanKind.AUTO, Duration.ofMillis(5));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        BatchJson.write(batch, written);
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("{\"dataset\":\"d\",\"plan\":\"auto\","
                + "\"timeout_ms\":5,\"aggregates\":[\"count\"],\"queries\":[{\"at_most\":[5,4]},"
                + "{\"at_most\":3,\"aggregates\":[\"sum\"]},{\"between\":[[1,2],[3,4]]},{\"rank\":6},{\"equals\":7}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"rank\": 1, \"top\": 2}                | a query asks one thing, but 'top' is a second one",
        "{\"at_most\": 1, \"rank\": 2}            | a query asks one thing, but 'rank' is a second one",
        "{\"rank\": 0.5}                          | rank must be an integer, not 0.5",
        "{\"rank\": [1, 2]}                       | rank must be an integer, not an array",
        "{\"rank\": 1, \"aggregates\": [\"sum\"]} | only ranges and histograms have aggregates",
        "{\"aggregates\": [\"sum\"], \"top\": 1}  | only ranges and histograms have aggregates",
        "{\"aggregates\": [\"sum\"]}              | a query needs one of at_most",
        "{\"quantile\": 1.01}                     | a quantile is a fraction from 0 to 1 with at most 100 digits after the point, not 1.01",
        "{\"quantile\": -0.5}                     | not -0.5",
        "{\"quantile\": 1e999999999}              | not 1E+999999999",
        "{\"quantile\": 1e-999999999}             | not 1E-999999999",
        "{\"quantile\": 1e9999999999}             | a quantile is a fraction from 0 to 1, such as 0.5, not '1e9999999999'",
        "{\"quantile\": \"half\"}                 | such as 0.5, not 'half'",
        "{\"quantile\": \"\"}                     | such as 0.5, not ''",
        "{\"quantile\": null}                     | quantile must be a number, not null",
        "{\"quantile\": [0.5]}                    | quantile must be a number, not an array",
        "{\"quantile\": NaN}                      | is not valid JSON at line 1",
        "{\"top\": 0}                             | top must be 1 to 1000000, not 0",
        "{\"top\": 4294967297}                    | top must be 1 to 1000000, not 4294967297",
        "{\"bottom\": 1000001}                    | bottom must be 1 to 1000000, not 1000001",
        "{\"bottom\": 99999999999999999999}       | bottom: 99999999999999999999 does not fit 64 bits",
        "{\"bottom\": \"3\"}                      | bottom must be an integer, not the string \"3\"",
        "{\"histogram\": 20}                      | histogram must be a JSON object, not 20",
        "{\"histogram\": {}}                      | a histogram needs its bins: one of edges, equal_width, equal_depth",
        "{\"histogram\": {\"bins\": 3}}           | unknown key 'bins': allowed are edges, equal_width, equal_depth",
        "{\"histogram\": {\"edges\": [1, 2], \"equal_width\": 3}} | a histogram has one kind of bins, but 'equal_width' is",
        "{\"histogram\": {\"edges\": [1]}}        | a histogram needs at least two edges",
        "{\"histogram\": {\"edges\": [1, 2, 2]}}  | the edges of a histogram must ascend, but 2 follows 2",
        "{\"histogram\": {\"edges\": [[1, 2]]}}   | element 1 of edges must be an integer, not an array",
        "{\"histogram\": {\"edges\": 5}}          | edges must be a JSON array, not 5",
        "{\"histogram\": {\"equal_width\": 0}}    | equal_width must be 1 to 65536, not 0",
        "{\"histogram\": {\"equal_depth\": 65537}} | equal_depth must be 1 to 65536, not 65537",
        "{\"at_most\": [5, true]}                 | element 2 of at_most must be an integer, not true",
        "{\"at_most\": [5, [6]]}                  | element 2 of at_most must be an integer, not an array",
        "{\"at_most\": [5, 9223372036854775808]}  | at_most: 9223372036854775808 does not fit 64 bits",
        "{\"at_most\": {\"n\": 5}}                | at_most must be an integer, not an object",
        "{\"between\": [[1, 2], [3]]}             | pair 2 of between must hold two integers, [from, to], not 1",
        "{\"between\": [[]]}                      | pair 1 of between must hold two integers, [from, to], not 0",
        "{\"between\": [[1, 2], 3]}               | between must hold two integers, [from, to], or only such pairs",
        "{\"between\": [1, [2, 3]]}               | between must be an integer, not an array",
        "{\"between\": [[[1, 2]]]}                | between must be an integer, not an array"})
    void shouldNameTheQueryThatIsWrong(String query, String sentence) {
        assertThatThrownBy(() -> read("{\"dataset\": \"d\", \"queries\": [{\"rank\": 0}, " + query + "]}"))
                .isInstanceOfSatisfying(OnecopyException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT);
                    assertThat(e.getMessage()).startsWith("the request, query 2").contains(sentence)
                            .doesNotContain("\n");
                });
    }

    @Test
    void shouldShortenWhatItQuotes() {
        String digits = "1".repeat(900);
        for (String query : List.of("{\"at_most\": " + digits + "}", "{\"quantile\": 0." + digits + "}",
                "{\"quantile\": \"" + digits.repeat(1_000) + "\"}", "{\"rank\": \"" + digits + "\"}",
                "{\"top\": " + digits.repeat(2) + "}")) {
            assertThatThrownBy(() -> read("{\"dataset\": \"d\", \"queries\": [" + query + "]}"))
                    .isInstanceOf(OnecopyException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
        }
    }

    @Test
    void shouldNeverQuoteALongNameAtLength() {
        String name = "\\u0001".repeat(200_000);
        String labels = IntStream.range(0, 101).mapToObj(i -> "\"f" + i + "\"").collect(Collectors.joining(", "));
        for (String fields : List.of("\"dataset\": \"" + name + "\", \"queries\": []", "\"" + name + "\": 1",
                "\"queries\": [{\"" + name + "\": 1}]", "\"plan\": \"" + name + "\"",
                "\"aggregates\": [\"" + name + "\"]", "\"aggregates\": [" + labels + "]",
                "\"queries\": [{\"at_most\": \"" + name + "\"}]", "\"dataset\": " + name)) {
            assertThatThrownBy(() -> read("{" + fields + "}")).isInstanceOfSatisfying(OnecopyException.class, e -> {
                assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT);
                assertThat(e.getMessage()).hasSizeLessThan(400);
            });
        }
    }

    @Test
    void shouldExplainBrokenJsonInItsOwnWords() {
        for (String json : List.of("{\"dataset\": NaN}", "{\"dataset\": \"d\"", "{\"queries\": [}", "{\"queries\": [",
                "{\"top\": " + "1".repeat(2_000) + "}", "{\"dataset\": \"" + "d".repeat(2_000) + "\"}",
                "{'dataset': 1}",
                "{\"dataset\": \"\\x\"}", "{\"queries\": " + "[".repeat(2_000), "{\"a\": `}", "{\"a\": 01}")) {
            assertThatThrownBy(() -> read(json)).satisfies(e -> assertThat(e.getMessage())
                    .doesNotContain("Source", "Feature", "Constraints", "REDACTED"));
        }
        assertThatThrownBy(() -> read("{\"dataset\": \"" + "d".repeat(2_000) + "\"}"))
                .hasMessageContaining("goes beyond a limit at line 1").hasMessageEndingWith("maximum allowed (1000)");
        assertThatThrownBy(() -> read("{\"dataset\": NaN}")).hasMessageEndingWith("Non-standard token 'NaN'");
    }

    @Test
    void shouldRefuseMoreQueriesThanABatchMayHave() {
        StringBuilder list = new StringBuilder(
                "{\"dataset\": \"d\", \"queries\": [{\"at_most\": [1]}, {\"at_most\": [1");
        list.repeat(",1", QueryJson.MAX_QUERIES - 1).append("]}]}");
        assertThatThrownBy(() -> read(list.toString()))
                .hasMessage("the request, query 2: there are more than 2000000 queries; ask in several batches");
        assertThatThrownBy(() -> read(list.toString().replace("[1]}, {\"at_most\": [1", "[1,1")))
                .hasMessage("the request, query 1: at_most holds more than 2000000 integers");
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
        List<Query> queries = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            queries.add(RandomQueries.next(random));
        }
        return new Batch("d\"ä" + random.nextInt(), queries, List.of(PlanKind.values()).get(random.nextInt(4)),
                Duration.ofMillis(1 + random.nextInt(100_000)));
    }
}
