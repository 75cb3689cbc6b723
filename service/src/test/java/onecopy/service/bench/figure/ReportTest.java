package onecopy.service.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Report REPORT = new Report("a <title>", Map.of("machine", "two & a half cores"),
            Instant.parse("2026-01-02T03:04:05Z"),
            List.of(Figure.of("read", "plain read", 45.678, "GB/s"),
                    Figure.of("count", "count", 44.9, "GB/s").comparedWith("R", 0.983)
                            .withGoal(Goal.ratioAtLeast(0.97)),
                    Figure.of("wait", "wait", 612.4, "ms").withGoal(Goal.valueAtMost(500)).withNote("cold")));

    @Test
    void shouldJudgeTheValueOrTheRatioWhicheverTheGoalIsAbout() {
        assertThat(REPORT.figures().get(0).reached()).isEmpty();
        assertThat(REPORT.figures().get(1).reached()).contains(true);
        assertThat(REPORT.figures().get(2).reached()).contains(false);
        assertThat(REPORT.goals()).isEqualTo(2);
        assertThat(REPORT.goalsReached()).isEqualTo(1);
    }

    @Test
    void shouldReachAGoalExactlyAtItsBound() {
        assertThat(Goal.ratioAtLeast(0.97).reachedBy(0.97)).isTrue();
        assertThat(Goal.ratioAtLeast(0.97).reachedBy(0.9699)).isFalse();
        assertThat(Goal.valueAtMost(10).reachedBy(10)).isTrue();
        assertThat(Goal.valueAtMost(10).reachedBy(10.01)).isFalse();
        assertThat(Goal.valueAtMost(10).attainment(5)).isEqualTo(2);
        assertThat(Goal.valueAtLeast(10).attainment(5)).isEqualTo(0.5);
    }

    @Test
    void shouldRefuseAGoalForARatioThatIsNotThere() {
        assertThatThrownBy(() -> Figure.of("x", "x", 1, "ms").withGoal(Goal.ratioAtMost(2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("x has a goal for a ratio");
    }

    @Test
    void shouldPrintOneTableWithRemarksBelow() {
        StringWriter text = new StringWriter();
        ReportTable.write(REPORT, new PrintWriter(text, true));

        assertThat(text.toString().lines()).containsExactly("a <title>", "  machine: two & a half cores", "",
                "what        value  unit    ratio  to       goal  reached", "plain read   45.7  GB/s",
                "count        44.9  GB/s  0.983 x  R   >= 0.97 x  yes",
                "wait (1)      612  ms                 <= 500 ms  NO", "", "(1) cold", "1 of 2 goals reached.");
    }

    @Test
    void shouldWriteJsonWithEveryNumberInFull() {
        JsonNode json = new JsonMapper().readTree(ReportJson.of(REPORT));

        assertThat(json.get("started_at").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.get("goals_reached").asInt()).isEqualTo(1);
        JsonNode count = json.get("figures").get(1);
        assertThat(count.get("ratio").asDouble()).isEqualTo(0.983);
        assertThat(count.get("goal").get("at_least").asDouble()).isEqualTo(0.97);
        assertThat(count.get("goal").get("judged").asString()).isEqualTo("ratio");
        assertThat(count.get("reached").asBoolean()).isTrue();
        assertThat(count.get("note").isNull()).isTrue();
        assertThat(json.get("figures").get(0).get("goal").isNull()).isTrue();
    }

    @Test
    void shouldDrawWellFormedXmlWithABarForEachGoal() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(ReportChart.of(REPORT))));

        assertThat(svg.getElementsByTagName("rect").getLength()).as("background and two bars").isEqualTo(3);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a <title>");
    }

    @Test
    void shouldEndBarsAtTheGoalLineWhereTheGoalIsJustReached() {
        assertThat(ReportChart.barWidth(1)).isEqualTo(248);
        assertThat(ReportChart.barWidth(2) - ReportChart.barWidth(1)).as("twice as good").isEqualTo(124);
        assertThat(ReportChart.barWidth(1) - ReportChart.barWidth(0.5)).as("half as good").isEqualTo(124);
        assertThat(ReportChart.barWidth(1e-9)).isEqualTo(2);
        assertThat(ReportChart.barWidth(1e9)).isEqualTo(388);
    }
}
