package onecopy.service.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchId;
import onecopy.service.query.PlanKind;
import onecopy.service.wire.Quarantined;
import onecopy.service.wire.Quarantined.Kind;
import org.junit.jupiter.api.Test;

/** Counting, without a service. */
class BatchJournalTest {
    private static final FleetFigures NOBODY = new FleetFigures(List.of(), 2, 3, 4, 5, 6, 7, 8, 9, List.of());

    private final BatchJournal journal = new BatchJournal(Duration.ofHours(1));

    private Map<String, Double> scrape(FleetFigures fleet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        journal.writeMetrics(fleet, out);
        return ExpositionParser.parse(out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldNeverGiveAnIdTwiceAndAscend() {
        BatchIds ids = new BatchIds();
        Set<BatchId> seen = new HashSet<>();
        BatchId last = BatchId.NONE;
        for (int i = 0; i < 100_000; i++) {
            BatchId id = ids.next();
            assertThat(Long.compareUnsigned(id.value(), last.value())).isPositive();
            assertThat(id.toString()).hasSize(16).isGreaterThan(last.toString());
            assertThat(seen.add(id)).isTrue();
            last = id;
        }
    }

    @Test
    void shouldCountBatchesByPlanAndOutcome() {
        BatchTrace good = journal.begin("");
        good.asked(new Batch("d", List.of(), PlanKind.AUTO, Duration.ofSeconds(1)));
        good.planning(7);
        good.planned(PlanKind.SCAN, () -> {
            throw new AssertionError("nobody records");
        });
        journal.end(good, 100, 200);
        BatchTrace bad = journal.begin("");
        bad.failed(new OnecopyException(Fault.NOT_FOUND, "no such dataset"));
        journal.end(bad, 10, 20);

        Map<String, Double> metrics = scrape(NOBODY);

        assertThat(metrics).containsEntry("onecopy_batches_total{outcome=\"ok\",plan=\"scan\"}", 1.0)
                .containsEntry("onecopy_batches_total{outcome=\"not_found\",plan=\"none\"}", 1.0)
                .containsEntry("onecopy_batches_total{outcome=\"timeout\",plan=\"index\"}", 0.0)
                .containsEntry("onecopy_socket_bytes_total{direction=\"in\"}", 110.0)
                .containsEntry("onecopy_socket_bytes_total{direction=\"out\"}", 220.0)
                .containsEntry("onecopy_batch_duration_seconds_count", 2.0);
    }

    @Test
    void shouldShowTheFleet() {
        WorkerFigures me = new WorkerFigures(3, ProcessHandle.current().pid(), 250_000_000, 11, 1_500_000_000);
        List<Quarantined> quarantined = List.of(
                new Quarantined(Kind.VERSION, "a", 1, "", "corrupt", "it is short", 1, 59),
                new Quarantined(Kind.INDEX, "a", 2, "", "corrupt", "it lies", 1, 0),
                new Quarantined(Kind.INDEX, "b", 1, "", "corrupt", "it lies", 1, 0));
        Map<String, Double> metrics = scrape(new FleetFigures(List.of(me), 2, 3, 4, 5, 6, 7, 8, 9, quarantined));

        assertThat(metrics).containsEntry("onecopy_workers", 1.0).containsEntry("onecopy_workers_supervised", 2.0)
                .containsEntry("onecopy_worker_deaths_total", 3.0)
                .containsEntry("onecopy_worker_restarts_total", 4.0).containsEntry("onecopy_chunks_done_total", 5.0)
                .containsEntry("onecopy_chunks_freed_total{because=\"worker_died\"}", 6.0)
                .containsEntry("onecopy_chunks_freed_total{because=\"worker_silent\"}", 7.0)
                .containsEntry("onecopy_batches_running", 8.0).containsEntry("onecopy_batches_waiting", 9.0)
                .containsEntry("onecopy_quarantined{kind=\"version\"}", 1.0)
                .containsEntry("onecopy_quarantined{kind=\"function\"}", 0.0)
                .containsEntry("onecopy_quarantined{kind=\"index\"}", 2.0)
                .containsEntry("onecopy_quarantined{kind=\"zones\"}", 0.0)
                .containsEntry("onecopy_worker_heartbeat_age_seconds{worker=\"3\"}", 0.25)
                .containsEntry("onecopy_worker_busy_seconds_total{worker=\"3\"}", 1.5)
                .containsEntry("onecopy_worker_chunks_total{worker=\"3\"}", 11.0);
    }

    @Test
    void shouldPutDurationsIntoTheRightBuckets() {
        DurationHistogram histogram = new DurationHistogram();
        histogram.add(0);
        histogram.add(50_000);
        histogram.add(50_001);
        histogram.add(Long.MAX_VALUE / 2);
        long[] counts = histogram.counts();
        assertThat(counts[0]).isEqualTo(2);
        assertThat(counts[1]).isEqualTo(1);
        assertThat(counts[counts.length - 1]).isEqualTo(1);
        assertThat(counts).hasSameSizeAs(DurationHistogram.upperSeconds());
    }

    @Test
    void shouldNameTheBatchOnlyWhereTheDefectIsOurs() {
        OnecopyException ours = new OnecopyException(Fault.INTERNAL, "a defect");
        OnecopyException theirs = new OnecopyException(Fault.NOT_FOUND, "no dataset");
        BatchId id = new BatchId(0xABC);
        assertThat(BatchJournal.named(ours, id)).hasMessageContaining("0000000000000abc");
        assertThat(BatchJournal.named(theirs, id)).isSameAs(theirs);
    }

    @Test
    void shouldHaveAParserThatIsStrict() {
        for (String wrong : List.of("a 1", "# TYPE a counter\na 1\n", "# TYPE a_total counter\na_total{x=1} 1\n",
                "# TYPE a gauge\na 1\na 1\n", "# TYPE a gauge\na{x=\"\\q\"} 1\n", "# TYPE a gauge\na  1\n",
                "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n", "a 1\n",
                "# TYPE h histogram\nh_bucket{le=\"1.0\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_count 1\nh_sum 1\n")) {
            assertThatThrownBy(() -> ExpositionParser.parse(wrong)).as(wrong).isInstanceOf(AssertionError.class);
        }
        assertThat(ExpositionParser.parse("# HELP a \\\\ x\n# TYPE a gauge\na{x=\"\\\"\\n\"} 1e3\n")).hasSize(1);
    }
}
