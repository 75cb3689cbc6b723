package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexForm;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stray write into the slot of a job over an index: the batch ends, and nobody takes the index for damaged. */
class DamagedJobSlotTest {
    private static final int DISTINCT = 10_000;
    private static final int REPEATS = 5;
    private static final int ROUNDS = 5;
    /** As CONTROL.md lays them out. */
    private static final long JOB_SLOTS_AT = 36_864;
    private static final long JOB_SLOT_BYTES = 67_112_960;
    private static final int CHECKSUM_AT = 396;

    @TempDir
    private Path folder;

    private TestFleet fleet;

    @BeforeEach
    void serve() throws IOException {
        fleet = new TestFleet(folder);
        fleet.load("repeating", LongStream.range(0, (long) DISTINCT * REPEATS).map(i -> i % DISTINCT).toArray());
        try (DatasetVersion version = fleet.store().openCurrent("repeating")) {
            IndexPublisher.publish(version, IndexOptions.DEFAULT.withForm(IndexForm.DISTINCT));
        }
        Path jar = PluginJar.of(folder, "Dawdles", """
                long sinceNs = System.nanoTime();
                while (System.nanoTime() - sinceNs < 200_000) { Thread.onSpinWait(); }
                return 1;
                """);
        fleet.startService("serve", "--workers", "1", "--plugins", jar.toString());
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    private static Batch batch(Aggregate aggregate) {
        return new Batch("repeating", List.of(new RangeQuery(Range.ALL, List.of(aggregate))), PlanKind.INDEX,
                Duration.ofSeconds(50));
    }

    @Test
    void shouldNotBlameTheIndexForDamageToTheControlFile() throws Exception {
        OnecopyException failure = null;
        for (int round = 0; round < ROUNDS && failure == null; round++) {
            RunningBatch running = RunningBatch.start(fleet, batch(Aggregate.sumOf("dawdles")));
            damageJobSlot();
            failure = catchThrowableOfType(OnecopyException.class, running::answer);
        }
        assertThat(failure).hasMessageContaining("the control file is damaged").returns(Fault.CORRUPT,
                OnecopyException::fault);
        assertThat(fleet.client().query(batch(Aggregate.COUNT)).rangeAnswers().getFirst().values())
                .containsExactly((long) DISTINCT * REPEATS);
        assertThat(fleet.client().status().quarantine()).isEmpty();
    }

    private void damageJobSlot() throws IOException {
        int slot = fleet.look().jobs().getFirst().slot();
        try (FileChannel control = FileChannel.open(fleet.run().controlFile(), StandardOpenOption.WRITE)) {
            control.write(ByteBuffer.wrap(new byte[]{1, 2, 3, 4}), JOB_SLOTS_AT + slot * JOB_SLOT_BYTES + CHECKSUM_AT);
        }
    }
}
