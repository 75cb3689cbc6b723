package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionGuardTest {
    private final OnecopyException seenByAWorker = new OnecopyException(Fault.CORRUPT, "the control file is damaged");

    @TempDir
    private Path folder;

    private TestFleet files;
    private DatasetVersion dataset;
    private VersionGuard guard;

    @BeforeEach
    void open() {
        files = new TestFleet(folder);
        files.load("numbers", 4, 7, 6, 8, 11, 9);
        dataset = files.store().openCurrent("numbers");
        guard = new VersionGuard(files.store(), false, new Quarantine());
    }

    @AfterEach
    void close() {
        guard.close();
        dataset.close();
        files.close();
    }

    private OnecopyException explain(VersionGuard.Admission admission) {
        return admission.explain(seenByAWorker, Deadline.of(Duration.ofSeconds(30), 0), new Cancellation());
    }

    private VersionGuard.Admission admit() {
        return guard.admit(dataset, Deadline.of(Duration.ofSeconds(30), 0), new Cancellation());
    }

    @Test
    void shouldNotShutAwayAVersionForAFaultOfTheFleet() {
        assertThat(explain(admit())).isSameAs(seenByAWorker);
        assertThat(guard.quarantine().cases()).isEmpty();
        assertThat(explain(admit())).isSameAs(seenByAWorker);
    }

    @Test
    void shouldShutAwayAVersionWhoseValuesAreToBlame() throws IOException {
        VersionGuard.Admission admission = admit();
        assertThat(dataset.valuesFile().toFile().setWritable(true)).isTrue();
        try (RandomAccessFile file = new RandomAccessFile(dataset.valuesFile().toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        assertThat(explain(admission)).hasMessageContaining("bytes instead of")
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        assertThat(guard.quarantine().cases()).hasSize(1);
    }
}
