package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Range;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class QueryCommandTest {
    private static List<QuerySource> parse(String... args) {
        QueryCommand command = new QueryCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return command.sources();
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
    void shouldSayWhichValueIsWrong() {
        assertWrong("--at-most takes integers, not 'x'", "common", "--at-most", "4,x");
        assertWrong("--at-most takes integers, not ''", "common", "--at-most", "4,");
        assertWrong("--equals: 9223372036854775808 does not fit 64 bits", "common", "--equals", "9223372036854775808");
        assertWrong("--between takes FROM:TO, two integers, not '3'", "common", "--between", "3");
        assertWrong("--at-most needs a value", "common", "--at-most");
        assertWrong("'30' is not a duration: write 500ms, 30s, 2m or 1h", "common", "--timeout", "30");
        assertWrong("unknown plan 'quick': it is auto, index, pruned-scan or scan", "common", "--plan", "quick");
    }

    private static void assertWrong(String sentence, String... args) {
        assertThatThrownBy(() -> parse(args)).isInstanceOf(ParameterException.class).cause()
                .isInstanceOf(OnecopyException.class).hasMessageStartingWith(sentence);
    }

    @Test
    void shouldReadDurationsAsPeopleWriteThem() {
        DurationConverter converter = new DurationConverter();
        assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(converter.convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(converter.convert("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(converter.convert("1h")).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> converter.convert("0s")).hasMessageContaining("not a duration between 1ms and");
    }
}
