package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.Test;

class AnswerTableTest {
    private static final List<Aggregate> COUNT_AND_SUM = List.of(Aggregate.COUNT, Aggregate.SUM);
    private static final BatchAnswer ANSWER = new BatchAnswer("common", 3, 1_000_000, PlanKind.SCAN, 1_000_000, 2,
            Duration.ofNanos(4_120_000),
            List.of(new RangeAnswer(new RangeQuery(Range.atMost(100_000), COUNT_AND_SUM),
                    List.of(99_873L, new BigInteger("-123456789012345678901234567890"))),
                    new RangeAnswer(new RangeQuery(Range.EMPTY, COUNT_AND_SUM), List.of(0L, BigInteger.ZERO)),
                    new RangeAnswer(new RangeQuery(Range.between(-5, 3), List.of(Aggregate.MEAN, Aggregate.MIN)),
                            Arrays.asList(-12_345.5, null))));

    @Test
    void shouldAlignColumnsAndKeepEveryDigit() {
        StringWriter out = new StringWriter();
        AnswerTable.print(ANSWER, new PrintWriter(out));
        assertThat(out.toString().lines()).containsExactly(
                "range           count                                        sum        mean   min",
                "----------------------------------------------------------------------------------",
                "x <= 100,000   99,873   -123,456,789,012,345,678,901,234,567,890",
                "nothing             0                                          0",
                "-5 <= x <= 3                                                       -12,345.5     -", "",
                "common version 3: 1,000,000 elements; plan scan, scanned 1,000,000 with 2 workers, 4.12 ms");
    }

    @Test
    void shouldPrintCsvWithEmptyFieldsForWhatIsNotThere() {
        StringWriter out = new StringWriter();
        AnswerCsv.print(ANSWER, new PrintWriter(out));
        assertThat(out.toString().lines()).containsExactly("from,to,count,sum,mean,min",
                ",100000,99873,-123456789012345678901234567890,,", "9223372036854775807,-9223372036854775808,0,0,,",
                "-5,3,,,-12345.5,");
    }

    @Test
    void shouldDescribeRangesAsPeopleWriteThem() {
        assertThat(AnswerTable.describe(Range.ALL)).isEqualTo("all x");
        assertThat(AnswerTable.describe(Range.atLeast(-1_000))).isEqualTo("x >= -1,000");
        assertThat(AnswerTable.describe(Range.equalTo(7))).isEqualTo("x = 7");
    }

    @Test
    void shouldGroupDigitsOfAnySign() {
        assertThat(AnswerTable.number(-100L)).isEqualTo("-100");
        assertThat(AnswerTable.number(-1_000L)).isEqualTo("-1,000");
        assertThat(AnswerTable.number(1.0e10)).isEqualTo("10,000,000,000");
        assertThat(AnswerTable.number(1234.0625)).isEqualTo("1,234.0625");
    }
}
