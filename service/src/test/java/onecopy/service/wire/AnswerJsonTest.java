package onecopy.service.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.Explanation;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.PlanKind;
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
import onecopy.service.wire.Quarantined.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;

class AnswerJsonTest {
    private static final RangeQuery ALL = new RangeQuery(Range.atMost(100_000),
            List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.sumOf("divisors")));
    private static final RangeQuery NONE = new RangeQuery(Range.between(9, 3),
            List.of(Aggregate.MIN, Aggregate.MAX, Aggregate.MEAN));
    private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(100).negate();
    private static final BatchAnswer ANSWER = new BatchAnswer("common", 1, 1_000_000, PlanKind.SCAN, 1_000_000, 2,
            Duration.ofNanos(412_999), List.of(new RangeAnswer(ALL, List.of(99_873L, HUGE, BigInteger.valueOf(7))),
                    new RangeAnswer(NONE, Arrays.asList(null, null, null))));
    private static final Explanation EXPLANATION = new Explanation(List.of(PlanKind.SCAN, PlanKind.INDEX),
            List.of("common@1 has no \"index\""), 7_000, 4, 100, 1, 50, 3, 20, "guided", 10, 200, 0.5, 1_000);
    private static final Batch BATCH = new Batch("common", List.of(ALL, NONE), PlanKind.AUTO, Duration.ofSeconds(1));

    private static final HistogramQuery HISTOGRAM = new HistogramQuery(Bins.Edges.of(0, 10, Long.MAX_VALUE),
            List.of(Aggregate.COUNT));
    private static final BatchAnswer MORE = new BatchAnswer("common", 1, 1_000_000, PlanKind.INDEX, 0, 0,
            Duration.ofNanos(412_999),
            List.of(new RankAnswer(new RankQuery(5), 10, 3),
                    new QuantileAnswer(new QuantileQuery(new BigDecimal("0.50")), 499_971L),
                    new QuantileAnswer(new QuantileQuery(new BigDecimal("0.0000001")), null),
                    new ValuesAnswer(new TopQuery(3), List.of(9L, 9L, 8L)),
                    new ValuesAnswer(new BottomQuery(2), List.of()),
                    new HistogramAnswer(HISTOGRAM, List.of(bin(0, 9, 4), bin(10, Long.MAX_VALUE, 0)))));

    private static RangeAnswer bin(long from, long to, long count) {
        return new RangeAnswer(new RangeQuery(Range.between(from, to), List.of(Aggregate.COUNT)), List.of(count));
    }

    private static String write(ExplainedAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnswerJson.write(answer, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ExplainedAnswer read(String json) {
        return AnswerJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), BATCH);
    }

    private static ExplainedAnswer read(String json, BatchAnswer asked) {
        List<Query> queries = asked.answers().stream().map(Answer::query).toList();
        return AnswerJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                new Batch("common", queries, PlanKind.AUTO, Duration.ofSeconds(1)));
    }

    @Test
    void shouldWriteTheKeysInTheirOrderAndEveryDigit() {
        assertThat(write(new ExplainedAnswer(ANSWER, Optional.empty()))).isEqualTo("{\"dataset\":\"common\","
                + "\"version\":1,\"elements\":1000000,\"plan\":\"scan\",\"scanned\":1000000,\"workers\":2,"
                + "\"elapsed_us\":412,\"answers\":[{\"from\":null,\"to\":100000,\"count\":99873,\"sum\":" + HUGE
                + ",\"divisors\":7},{\"from\":9,\"to\":3,\"min\":null,\"max\":null,\"mean\":null}]}");
    }

    @Test
    void shouldWriteAnAnswerALineForPeople() {
        StringWriter out = new StringWriter();
        AnswerJson.writeReadable(new ExplainedAnswer(ANSWER, Optional.empty()), out);
        assertThat(out.toString().lines()).containsExactly(
                "{\"dataset\": \"common\", \"version\": 1, \"elements\": 1000000, \"plan\": \"scan\", "
                        + "\"scanned\": 1000000, \"workers\": 2, \"elapsed_us\": 412, \"answers\": [",
                " {\"from\": null, \"to\": 100000, \"count\": 99873, \"sum\": " + HUGE + ", \"divisors\": 7},",
                " {\"from\": 9, \"to\": 3, \"min\": null, \"max\": null, \"mean\": null}]}");
    }

    @Test
    void shouldReadWhatItWrites() {
        ExplainedAnswer read = read(write(new ExplainedAnswer(ANSWER, Optional.of(EXPLANATION))));
        assertThat(read.answer().answers()).isEqualTo(ANSWER.answers());
        assertThat(read.answer().elapsed()).isEqualTo(Duration.ofNanos(412_000));
        assertThat(read.explanation()).contains(EXPLANATION);
    }

    @Test
    void shouldWriteEveryKindOfAnswer() {
        assertThat(write(new ExplainedAnswer(MORE, Optional.empty()))).endsWith("\"answers\":["
                + "{\"value\":5,\"rank\":10,\"equal\":3},{\"quantile\":0.50,\"value\":499971},"
                + "{\"quantile\":1E-7,\"value\":null},{\"top\":3,\"values\":[9,9,8]},{\"bottom\":2,\"values\":[]},"
                + "{\"histogram\":[{\"from\":0,\"to\":9,\"count\":4},{\"from\":10,\"to\":null,\"count\":0}]}]}");
        assertThat(read(write(new ExplainedAnswer(MORE, Optional.empty())), MORE).answer().answers())
                .isEqualTo(MORE.answers());
    }

    @Test
    void shouldWriteABinALineAndElementsOnOneForPeople() {
        StringWriter out = new StringWriter();
        AnswerJson.writeReadable(new ExplainedAnswer(MORE, Optional.empty()), out);
        assertThat(out.toString().lines().skip(1)).containsExactly(" {\"value\": 5, \"rank\": 10, \"equal\": 3},",
                " {\"quantile\": 0.50, \"value\": 499971},", " {\"quantile\": 1E-7, \"value\": null},",
                " {\"top\": 3, \"values\": [9, 9, 8]},", " {\"bottom\": 2, \"values\": []},", " {\"histogram\": [",
                "  {\"from\": 0, \"to\": 9, \"count\": 4},", "  {\"from\": 10, \"to\": null, \"count\": 0}]}]}");
    }

    @Test
    void shouldReadWhateverItWrites() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Answer> answers = Stream.generate(() -> RandomAnswers.to(RandomQueries.next(random), random))
                    .limit(random.nextInt(8)).toList();
            BatchAnswer answer = new BatchAnswer("d\"ä", 1, 2, PlanKind.INDEX, 0, 0, Duration.ZERO, answers);
            assertThat(read(write(new ExplainedAnswer(answer, Optional.empty())), answer).answer())
                    .as("seed %d, round %d", seed, round).isEqualTo(answer);
            StringWriter readable = new StringWriter();
            AnswerJson.writeReadable(new ExplainedAnswer(answer, Optional.empty()), readable);
            assertThat(read(readable.toString(), answer).answer()).as("readable, seed %d, round %d", seed, round)
                    .isEqualTo(answer);
        }
    }

    @Test
    void shouldEncodeAnswersInOneGoAsItDoesInParts() {
        long seed = 20261123;
        Random random = new Random(seed);
        List<Answer> answers = Stream.generate(() -> RandomAnswers.to(RandomQueries.next(random), random)).limit(5_000)
                .toList();
        assertThat(written(answers, true)).as("seed %d", seed).isEqualTo(written(answers, false));
    }

    private static String written(List<Answer> answers, boolean inOneGo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonOutput.compact(out)) {
            AnswerWriter writer = inOneGo ? AnswerWriter.compact(json) : AnswerWriter.general(json);
            json.writeStartArray();
            answers.forEach(writer::write);
            json.writeEndArray();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"value\": 5, \"rank\": 10}                 | answer 1: a part of the answer is missing",
        "{\"value\": 5, \"rank\": 10, \"equl\": 3}    | answer 1: 'equl' was not asked for",
        "{\"from\": 5, \"to\": 10, \"count\": 3}      | answer 1: 'from' was not asked for",
        "{\"value\": 5, \"rank\": \"10\"}             | answer 1: rank must be an integer, not the string",
        "{\"value\": 5, \"rank\": 10, \"equal\": 3}, {\"to\": 3} | answer 2: 'to' was not asked for",
        "[]                                         | answer 1: an answer must be a JSON object, not an array"})
    void shouldRefuseAnAnswerToAnotherQuestion(String answer, String sentence) {
        assertThatThrownBy(() -> read("{\"answers\": [" + answer + "]}", MORE)).isInstanceOf(OnecopyException.class)
                .hasMessageStartingWith("the coordinator's answer, " + sentence);
    }

    @Test
    void shouldRefuseAnAnswerToAnotherBatch() {
        String tooFew = write(new ExplainedAnswer(new BatchAnswer("common", 1, 1, PlanKind.SCAN, 1, 1, Duration.ZERO,
                List.of(ANSWER.answers().getFirst())), Optional.empty()));
        assertThatThrownBy(() -> read(tooFew)).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("2 queries have only 1 answers");
    }

    @Test
    void shouldCarryErrorsAsTheyAre() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ErrorJson.write(new OnecopyException(Fault.NOT_FOUND, "no dataset \"a\""), out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"error\":{\"code\":\"not_found\",\"message\":\"no dataset \\\"a\\\"\",\"retryable\":false}}");
        OnecopyException read = ErrorJson.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.fault()).isEqualTo(Fault.NOT_FOUND);
        assertThat(read).hasMessage("no dataset \"a\"");
    }

    @Test
    void shouldCarryTheStatus() {
        ServiceStatus status = new ServiceStatus(7, List.of(8L, 9L), 2, "/store", "/run", 1, 5,
                List.of(new Quarantined(Kind.VERSION, "common", 3, "", "corrupt", "it is \"short\"", 1_700_000_000_000L,
                        59),
                        new Quarantined(Kind.FUNCTION, "common", 3, "cube", "function_failed", "it exits",
                                1_700_000_000_001L, 1),
                        new Quarantined(Kind.INDEX, "common", 3, "", "corrupt", "it lies", 1_700_000_000_002L, 0),
                        new Quarantined(Kind.ZONES, "common", 3, "", "corrupt", "it lies", 1_700_000_000_003L, 0)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        status.write(out);
        assertThat(ServiceStatus.read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(status);
    }
}
