package onecopy.service.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Bins;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.TopQuery;
import org.junit.jupiter.api.Test;

class BatchFileTest {
    private static final List<Aggregate> COUNT = List.of(Aggregate.COUNT);

    private static List<Query> read(byte[] text) {
        return BatchFile.read(new ByteArrayInputStream(text), "batch.jsonl", DefaultAggregates.of(COUNT));
    }

    private static List<Query> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadAQueryALine() {
        assertThat(read("{\"at_most\": 5}\r\n\n  {\"between\": [3, 9], \"aggregates\": [\"sum\"]}")).containsExactly(
                new RangeQuery(Range.atMost(5), COUNT), new RangeQuery(Range.between(3, 9), List.of(Aggregate.SUM)));
    }

    @Test
    void shouldReadAsManyQueriesAsALineLists() {
        assertThat(read("{\"at_least\": [7, 5]}\n{\"top\": 3}\n{\"histogram\": {\"equal_depth\": 4}}"))
                .containsExactly(new RangeQuery(Range.atLeast(7), COUNT), new RangeQuery(Range.atLeast(5), COUNT),
                        new TopQuery(3), new HistogramQuery(new Bins.EqualDepth(4), COUNT));
    }

    @Test
    void shouldNotReadALineWithoutEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return length;
            }
        };
        assertThatThrownBy(() -> BatchFile.read(endless, "zeros", DefaultAggregates.of(COUNT)))
                .isInstanceOf(OnecopyException.class).hasMessageStartingWith("zeros, line 1 is longer than ");
    }

    @Test
    void shouldReadAnEmptyFileAsNoQueries() {
        assertThat(read("")).isEmpty();
    }

    @Test
    void shouldNameTheLineOfAnError() {
        assertThatThrownBy(() -> read("{\"at_most\": 5}\n\n{\"at_most\": 5"))
                .isInstanceOf(OnecopyException.class).hasMessageStartingWith("batch.jsonl, line 3 ");
        assertThatThrownBy(() -> read("{\"at_most\": 5}\n{\"at_most\": true}"))
                .hasMessage("batch.jsonl, line 2: at_most must be an integer, not true");
        assertThatThrownBy(() -> read("\n{\"quantile\": 1.5}"))
                .hasMessageStartingWith("batch.jsonl, line 2: a quantile is a fraction from 0 to 1");
        assertThatThrownBy(() -> read("{\"at_most\": 5} {\"at_most\": 6}"))
                .hasMessageStartingWith("batch.jsonl, line 1: nothing may follow");
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        assertThatThrownBy(() -> read(new byte[]{'{', (byte) 0xff, '}', '\n'})).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("not UTF-8");
    }
}
