package onecopy.service.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Explanation;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.Test;

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

    private static String write(ExplainedAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnswerJson.write(answer, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ExplainedAnswer read(String json) {
        return AnswerJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), BATCH);
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
                .isEqualTo("{\"error\":{\"code\":\"not_found\",\"message\":\"no dataset \\\"a\\\"\"}}");
        OnecopyException read = ErrorJson.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.fault()).isEqualTo(Fault.NOT_FOUND);
        assertThat(read).hasMessage("no dataset \"a\"");
    }

    @Test
    void shouldCarryTheStatus() {
        ServiceStatus status = new ServiceStatus(7, List.of(8L, 9L), 2, "/store", "/run", 1, 5);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        status.write(out);
        assertThat(ServiceStatus.read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(status);
    }
}
