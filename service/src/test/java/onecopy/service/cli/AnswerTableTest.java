package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.PlanKind;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;
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
                "range          count                                       sum       mean  min",
                "x <= 100,000  99,873  -123,456,789,012,345,678,901,234,567,890",
                "nothing            0                                         0",
                "-5 <= x <= 3                                                    -12,345.5    -", "",
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
    void shouldPrintEachKindInItsOwnWayInTheOrderOfTheQueries() {
        assertThat(table(new RankAnswer(new RankQuery(5), 10, 3), new RankAnswer(new RankQuery(-1_000), 0, 0),
                quantile("0.5", 499_971L), quantile("0.0000001", null), count(Range.atMost(5), 13),
                new RankAnswer(new RankQuery(6), 13, 1))).containsExactly("rank of  smaller  equal",
                        "      5       10      3", " -1,000        0      0", "", "quantile     value",
                        "0.5        499,971", "0.0000001        -", "", "range   count", "x <= 5     13", "",
                        "rank of  smaller  equal", "      6       13      1", "", SUMMARY);
    }

    @Test
    void shouldPrintAHistogramAsATableOfItsOwn() {
        HistogramQuery query = new HistogramQuery(new Bins.EqualWidth(3), List.of(Aggregate.COUNT));
        HistogramAnswer histogram = new HistogramAnswer(query,
                List.of(count(Range.between(-5, 999), 1_200), count(Range.EMPTY, 0),
                        count(Range.between(1_000, 1_000), 7)));
        assertThat(table(histogram, new HistogramAnswer(query, List.of()))).containsExactly("   from     to  count",
                "     -5    999  1,200", "nothing             0", "  1,000  1,000      7", "",
                "a histogram without bins: the dataset has no elements", "", SUMMARY);
    }

    @Test
    void shouldWrapListsOfElements() {
        List<Long> values = LongStream.range(0, 20).map(i -> 1_000_000 - i * i * i * i * i).boxed().toList();
        assertThat(table(new ValuesAnswer(new TopQuery(20), values),
                new ValuesAnswer(new BottomQuery(5), List.of(-7L, 12L)))).containsExactly("top 20, largest first",
                        "   1,000,000     999,999     999,968     999,757     998,976     996,875     992,224     983,193",
                        "     967,232     940,951     900,000     838,949     751,168     628,707     462,176     240,625",
                        "     -48,576    -419,857    -889,568  -1,476,099", "",
                        "bottom 5, smallest first; the dataset has no more than these", "  -7  12", "", SUMMARY);
    }

    @Test
    void shouldPrintOneKindOfRowsAsCsv() {
        assertThat(csv(quantile("0.5", 7L), quantile("0.0000001", null))).containsExactly("quantile,value", "0.5,7",
                "0.0000001,");
        assertThat(csv(new RankAnswer(new RankQuery(5), 10, 3))).containsExactly("value,rank,equal", "5,10,3");
        assertThat(
                csv(new ValuesAnswer(new TopQuery(3), List.of(9L, 9L)), new ValuesAnswer(new TopQuery(1), List.of(9L))))
                .containsExactly("top,value", "3,9", "3,9", "1,9");
        assertThat(csv(new ValuesAnswer(new BottomQuery(1), List.of(-1L)))).containsExactly("bottom,value", "1,-1");
        assertThat(csv(count(Range.atLeast(3), 4),
                new HistogramAnswer(new HistogramQuery(Bins.Edges.of(0, 5), List.of(Aggregate.COUNT)),
                        List.of(count(Range.between(0, 5), 2)))))
                .containsExactly("from,to,count", "3,,4", "0,5,2");
        assertThat(csv()).containsExactly("from,to");
    }

    @Test
    void shouldRefuseTwoKindsOfRowsInOneCsv() {
        RangeQuery range = new RangeQuery(Range.ALL, COUNT_AND_SUM);
        HistogramQuery histogram = new HistogramQuery(new Bins.EqualDepth(4), COUNT_AND_SUM);
        AnswerCsv.requireOneKind(List.of());
        AnswerCsv.requireOneKind(List.of(range, histogram));
        assertThatThrownBy(() -> AnswerCsv.requireOneKind(List.of(range, histogram, new TopQuery(3))))
                .isInstanceOf(OnecopyException.class).hasMessage("csv has rows of one kind, but these queries need "
                        + "'from,to' and 'top,value': ask them in two commands or use --format json");
        assertThatThrownBy(() -> AnswerCsv.requireOneKind(List.of(new TopQuery(3), new BottomQuery(3))))
                .isInstanceOf(OnecopyException.class);
    }

    private static final String SUMMARY = "d version 1: 1 element; plan index, 412 us";

    private static BatchAnswer answer(Answer... answers) {
        return new BatchAnswer("d", 1, 1, PlanKind.INDEX, 0, 0, Duration.ofNanos(412_000), List.of(answers));
    }

    private static Stream<String> table(Answer... answers) {
        StringWriter out = new StringWriter();
        AnswerTable.print(answer(answers), new PrintWriter(out));
        return out.toString().lines();
    }

    private static Stream<String> csv(Answer... answers) {
        StringWriter out = new StringWriter();
        AnswerCsv.print(answer(answers), new PrintWriter(out));
        return out.toString().lines();
    }

    private static QuantileAnswer quantile(String fraction, Long value) {
        return new QuantileAnswer(new QuantileQuery(new BigDecimal(fraction)), value);
    }

    private static RangeAnswer count(Range range, long count) {
        return new RangeAnswer(new RangeQuery(range, List.of(Aggregate.COUNT)), List.of(count));
    }
}
