package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import onecopy.data.fault.OnecopyException;
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
import onecopy.service.wire.DefaultAggregates;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine;

class QueryCommandTest {
    private static List<QuerySource> parse(String... args) {
        QueryCommand command = new QueryCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return command.sources();
    }

    private static QuerySource whole(Query query) {
        return new QuerySource.Whole(query);
    }

    private static QuerySource range(Range range) {
        return new QuerySource.OneRange(range);
    }

    @Test
    void shouldKeepTheOrderOfTheCommandLineAcrossOptions() {
        assertThat(parse("common", "--at-most", "5,1", "--between", "3:9", "--batch", "more.jsonl", "--at-most=2",
                "--less-than", "7", "--equals", "4", "--greater-than", "8", "--at-least", "6")).containsExactly(
                        range(Range.atMost(5)), range(Range.atMost(1)), range(Range.between(3, 9)),
                        new QuerySource.File("more.jsonl"), range(Range.atMost(2)), range(Range.atMost(6)),
                        range(Range.equalTo(4)), range(Range.atLeast(9)), range(Range.atLeast(6)));
    }

    @Test
    void shouldTakeNegativeNumbersInEveryNotation() {
        assertThat(parse("common", "--at-most=-5,3", "--at-most", "-5,3", "--between", "-9:-3,-1:1", "--equals",
                "-9223372036854775808")).containsExactly(range(Range.atMost(-5)), range(Range.atMost(3)),
                        range(Range.atMost(-5)), range(Range.atMost(3)), range(Range.between(-9, -3)),
                        range(Range.between(-1, 1)), range(Range.equalTo(Long.MIN_VALUE)));
    }

    @Test
    void shouldKeepEveryKindOfQuestionInTheOrderOfTheCommandLine() {
        assertThat(parse("common", "--rank", "-5,3", "--at-most", "5", "--quantile=0.5, 1e-3", "--top", "10",
                "--histogram",
                "-10,0,10", "--bottom", "1000000", "--histogram", "equal-width:20", "--histogram=equal-depth:65536",
                "--rank", "0")).containsExactly(whole(new RankQuery(-5)), whole(new RankQuery(3)),
                        range(Range.atMost(5)), whole(QuantileQuery.ofText("0.5")), whole(QuantileQuery.ofText("1e-3")),
                        whole(new TopQuery(10)), new QuerySource.OneHistogram(Bins.Edges.of(-10, 0, 10)),
                        whole(new BottomQuery(1_000_000)), new QuerySource.OneHistogram(new Bins.EqualWidth(20)),
                        new QuerySource.OneHistogram(new Bins.EqualDepth(65_536)), whole(new RankQuery(0)));
    }

    @Test
    void shouldSayWhichValueIsWrong() {
        assertWrong("--at-most takes integers, not 'x'", "common", "--at-most", "4,x");
        assertWrong("--at-most takes integers, not ''", "common", "--at-most", "4,");
        assertWrong("--equals: 9223372036854775808 does not fit 64 bits", "common", "--equals", "9223372036854775808");
        assertWrong("--between takes FROM:TO, two integers, not '3'", "common", "--between", "3");
        assertWrong("--at-most needs a value", "common", "--at-most");
        assertWrong("--rank takes integers, not '0.5'", "common", "--rank", "0.5");
        assertWrong("--quantile: a quantile is a fraction from 0 to 1, such as 0.5, not ''", "common", "--quantile",
                "0,");
        assertWrong("--quantile: a quantile is a fraction from 0 to 1 with at most 100 digits after the point, not 50",
                "common", "--quantile", "50");
        assertWrong("--quantile: a quantile is a fraction from 0 to 1 with", "common", "--quantile", "1e999999999");
        assertWrong("--top takes 1 to 1000000, not 0", "common", "--top", "0");
        assertWrong("--bottom takes 1 to 1000000, not 1000001", "common", "--bottom", "1000001");
        assertWrong("--histogram takes edges such as 0,10,20, or equal-width:N, or equal-depth:N, not 'equal-size:3'",
                "common", "--histogram", "equal-size:3");
        assertWrong("--histogram equal-width takes 1 to 65536, not 65537", "common", "--histogram",
                "equal-width:65537");
        assertWrong("--histogram equal-depth takes integers, not ''", "common", "--histogram", "equal-depth:");
        assertWrong("--histogram: a histogram needs at least two edges", "common", "--histogram", "5");
        assertWrong("--histogram: the edges of a histogram must ascend, but 3 follows 3", "common", "--histogram",
                "1,3,3");
        assertWrong("--histogram: 9223372036854775808 does not fit 64 bits", "common", "--histogram",
                "0,9223372036854775808");
        assertWrong("'30' is not a duration: write 500ms, 30s, 2m or 1h", "common", "--timeout", "30");
        assertWrong("unknown plan 'quick': it is auto, index, pruned-scan or scan", "common", "--plan", "quick");
    }

    private static void assertWrong(String sentence, String... args) {
        assertThatThrownBy(() -> parse(args)).isInstanceOf(ParameterException.class).cause()
                .isInstanceOf(OnecopyException.class).hasMessageStartingWith(sentence);
    }

    @Test
    void shouldGiveEachSourceItsAggregates() {
        DefaultAggregates mean = DefaultAggregates.of(List.of(Aggregate.MEAN));
        QuerySource histogram = new QuerySource.OneHistogram(new Bins.EqualWidth(2));
        assertThat(histogram.queries(DefaultAggregates.UNNAMED))
                .containsExactly(new HistogramQuery(new Bins.EqualWidth(2), List.of(Aggregate.COUNT)));
        assertThat(histogram.queries(mean))
                .containsExactly(new HistogramQuery(new Bins.EqualWidth(2), List.of(Aggregate.MEAN)));
        assertThat(range(Range.ALL).queries(DefaultAggregates.UNNAMED))
                .containsExactly(new RangeQuery(Range.ALL, List.of(Aggregate.COUNT, Aggregate.SUM)));
        assertThat(whole(new RankQuery(3)).queries(mean)).containsExactly(new RankQuery(3));
    }

    @Test
    void shouldReadDurationsAsPeopleWriteThem() {
        DurationConverter converter = new DurationConverter();
        assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(converter.convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(converter.convert("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(converter.convert("1h")).isEqualTo(Duration.ofHours(1));
        for (String text : List.of("0s", "8761h", "99999999999999999999s")) {
            assertThatThrownBy(() -> converter.convert(text))
                    .hasMessage("'" + text + "' is not a duration between 1ms and 8760h");
        }
    }
}
