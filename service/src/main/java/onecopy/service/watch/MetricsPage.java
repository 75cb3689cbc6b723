package onecopy.service.watch;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.proc.ResidentMemory;
import onecopy.service.query.PlanKind;
import onecopy.service.wire.Quarantined;

/**
 * The answer to a scrape, in version 0.0.4 of Prometheus's text format. Every series is there from the first scrape on, but
 * for those of workers, so that no first increment is missed.
 */
final class MetricsPage {
    private static final double NS_PER_SECOND = 1e9;

    private final List<MetricSnapshot> metrics = new ArrayList<>();

    private MetricsPage() {}

    /** Writes the page and closes the stream. */
    static void write(BatchCounters batches, FleetFigures fleet, OutputStream out) {
        MetricsPage page = new MetricsPage();
        page.addBatches(batches, fleet);
        page.addFleet(fleet);
        page.addWorkers(fleet.workers());
        page.addProcess();
        try (out) {
            PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build().write(out,
                    new MetricSnapshots(page.metrics), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write the metrics", e);
        }
    }

    private void addBatches(BatchCounters batches, FleetFigures fleet) {
        Series ended = Series.counter("onecopy_batches",
                "Batches that ended, by plan (none: never planned) and outcome (ok, or the code of the fault).");
        for (PlanKind plan : PlanKind.values()) {
            BatchCounters.Outcomes outcomes = batches.outcomes(plan == PlanKind.AUTO ? null : plan);
            String label = plan == PlanKind.AUTO ? "none" : plan.label();
            if (plan != PlanKind.AUTO) {
                ended.add(outcomes.answered(), "plan", label, "outcome", BatchTrace.OK);
            }
            for (Fault fault : Fault.values()) {
                ended.add(outcomes.failed(fault), "plan", label, "outcome", fault.code());
            }
        }
        metrics.add(ended.snapshot());
        metrics.add(durations(batches.durations()));
        counter("onecopy_queries", "Queries in batches that ended.", batches.queries());
        counter("onecopy_scanned_elements", "Elements that passes read for batches that were answered.",
                batches.scannedElements());
        metrics.add(Series.counter("onecopy_socket_bytes", "Bytes of batches and their answers on sockets.")
                .add(batches.socketBytesIn(), "direction", "in").add(batches.socketBytesOut(), "direction", "out")
                .snapshot());
        gauge("onecopy_batches_running", "Batches being computed.", fleet.runningBatches());
        gauge("onecopy_batches_waiting", "Batches waiting for room to be computed.", fleet.waitingBatches());
    }

    private static MetricSnapshot durations(DurationHistogram durations) {
        return HistogramSnapshot.builder().name("onecopy_batch_duration_seconds")
                .help("Time from a batch's arrival to its response.")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(
                                ClassicHistogramBuckets.of(DurationHistogram.upperSeconds(), durations.counts()))
                        .sum(durations.sumSeconds()).build())
                .build();
    }

    private void addFleet(FleetFigures fleet) {
        counter("onecopy_chunks_done", "Chunks whose result was merged.", fleet.chunksDone());
        metrics.add(Series.counter("onecopy_chunks_freed", "Chunks taken from a worker and given to another.")
                .add(fleet.chunksFreedOfDead(), "because", "worker_died")
                .add(fleet.chunksFreedOfSilent(), "because", "worker_silent").snapshot());
        gauge("onecopy_workers", "Workers that take chunks.", fleet.workers().size());
        gauge("onecopy_workers_supervised", "Workers the coordinator keeps running.", fleet.supervisedWorkers());
        counter("onecopy_worker_deaths", "Workers that died without leaving in order.", fleet.workerDeaths());
        counter("onecopy_worker_restarts", "Workers started in place of one that ended.", fleet.workerRestarts());
        Series quarantined = Series.gauge("onecopy_quarantined",
                "What batches are refused on (version, function) or answered without (index, zones).");
        for (Quarantined.Kind kind : Quarantined.Kind.values()) {
            quarantined.add(fleet.quarantined(kind), "kind", kind.label());
        }
        metrics.add(quarantined.snapshot());
    }

    private void addWorkers(List<WorkerFigures> workers) {
        Series age = Series.gauge("onecopy_worker_heartbeat_age_seconds",
                "Time since the worker was last seen to live; up to a second if all is well.");
        Series busy = Series.counter("onecopy_worker_busy_seconds", "Time the worker spent computing.");
        Series chunks = Series.counter("onecopy_worker_chunks", "Chunks the worker computed.");
        Series memory = Series.gauge("onecopy_worker_resident_memory_bytes",
                "Resident memory; pages of a mapped dataset (kind file) count for every worker that maps them.");
        for (WorkerFigures worker : workers) {
            String slot = Integer.toString(worker.slot());
            age.add(worker.heartbeatAgeNs() / NS_PER_SECOND, "worker", slot);
            busy.add(worker.busyNs() / NS_PER_SECOND, "worker", slot);
            chunks.add(worker.chunks(), "worker", slot);
            ResidentMemory.of(worker.pid()).ifPresent(resident -> memory
                    .add(resident.anonymousBytes(), "worker", slot, "kind", "anonymous")
                    .add(resident.fileBytes(), "worker", slot, "kind", "file")
                    .add(resident.sharedBytes(), "worker", slot, "kind", "shared"));
        }
        for (Series series : List.of(age, busy, chunks, memory)) {
            if (!series.isEmpty()) {
                metrics.add(series.snapshot());
            }
        }
    }

    private void addProcess() {
        ProcessHandle me = ProcessHandle.current();
        ResidentMemory.of(me.pid()).ifPresent(resident -> gauge("process_resident_memory_bytes",
                "Resident memory of the coordinator.", resident.bytes()));
        me.info().startInstant().ifPresent(start -> metrics.add(Series.gauge("process_start_time_seconds",
                "When the coordinator started, Unix time.").add(start.toEpochMilli() / 1e3).snapshot()));
    }

    private void counter(String name, String help, long value) {
        metrics.add(Series.counter(name, help).add(value).snapshot());
    }

    private void gauge(String name, String help, long value) {
        metrics.add(Series.gauge(name, help).add(value).snapshot());
    }
}
