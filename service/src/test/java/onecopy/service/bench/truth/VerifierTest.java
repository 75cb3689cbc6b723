package onecopy.service.bench.truth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final Range RANGE = Range.atMost(7);
    private static final List<RangeQuery> ASKED = List
            .of(new RangeQuery(RANGE, List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.sumOf("divisors"))));
    private static final Map<Range, Truth> TRUTHS = Map.of(RANGE,
            new Truth(3, BigInteger.valueOf(17), BigInteger.valueOf(9)));

    @Test
    void shouldAcceptRightAnswers() {
        assertThatCode(() -> Verifier.require("us", ASKED, answered(ASKED, 3L, BigInteger.valueOf(17),
                BigInteger.valueOf(9)), TRUTHS)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAWrongNumberAndSayWhich() {
        assertThatThrownBy(() -> Verifier.require("us", ASKED, answered(ASKED, 3L, BigInteger.valueOf(17),
                BigInteger.valueOf(10)), TRUTHS)).isInstanceOf(WrongAnswerException.class)
                .hasMessageContaining("us, divisors of Range[from=-9223372036854775808, to=7]: 10 instead of 9");
        assertThatThrownBy(() -> Verifier.require("us", ASKED, answered(ASKED, 4L, BigInteger.valueOf(17),
                BigInteger.valueOf(9)), TRUTHS)).hasMessageContaining("count").hasMessageContaining("4 instead of 3");
        assertThatThrownBy(() -> Verifier.require("us", ASKED, answered(ASKED, 3L, null, BigInteger.valueOf(9)),
                TRUTHS)).hasMessageContaining("null instead of 17");
    }

    @Test
    void shouldRefuseAnswersToOtherQuestions() {
        BatchAnswer nothing = new BatchAnswer("x", 1, 6, PlanKind.SCAN, 6, 1, Duration.ZERO, List.of());

        assertThatThrownBy(() -> Verifier.require("us", ASKED, nothing, TRUTHS))
                .isInstanceOf(WrongAnswerException.class).hasMessageContaining("us answered 0 other questions");
    }

    @Test
    void shouldRefuseWrongCountsAndSumsOfAKernel() {
        Truth truth = TRUTHS.get(RANGE);

        assertThatCode(() -> Verifier.require("it", truth, 3, 17)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Verifier.require("it", truth, 3, 18)).hasMessageContaining("18 instead of 17");
    }

    private static BatchAnswer answered(List<RangeQuery> queries, Number... values) {
        return new BatchAnswer("x", 1, 6, PlanKind.SCAN, 6, 1, Duration.ZERO,
                List.of(new RangeAnswer(queries.getFirst(), Arrays.asList(values))));
    }
}
