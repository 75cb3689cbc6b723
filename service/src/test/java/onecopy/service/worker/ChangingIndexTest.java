package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.service.control.FunctionRef;
import onecopy.service.control.JobSource;
import onecopy.service.control.JobSpec;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes an index while a worker evaluates a function over its entries. */
class ChangingIndexTest {
    private static final long SEED = 30_418;
    private static final int ELEMENTS = 50_000;
    /** Longer than a tick of any file system's clock. */
    private static final long TICK_MS = 50;
    private static final ScanSpec SCAN = new ScanSpec(ElementType.INT64, new long[]{40_000}, false, false,
            List.of(new Squares()));

    @TempDir
    private Path folder;

    private long[] values;
    private Path index;
    private JobSpec job;

    /** Not in the index: every entry is evaluated. */
    private static final class Squares implements ElementFunction {
        @Override
        public String name() {
            return "squares";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public long apply(long x) {
            return x * x;
        }
    }

    @BeforeEach
    void publish() throws Exception {
        values = new Random(SEED).longs(ELEMENTS, 0, 60_000).toArray();
        Store store = Store.at(folder.resolve("store"));
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.load("changing", values);
        }
        try (DatasetVersion version = store.open(DatasetReference.parse("changing"))) {
            IndexPublisher.publish(version, IndexOptions.DEFAULT.withForm(IndexForm.SORTED));
            index = IndexFolders.current(version.folder()).orElseThrow();
            long entries = ELEMENTS;
            job = new JobSpec("changing", 1, JobSource.INDEX_ENTRIES, index.toAbsolutePath(), 0, 0, SCAN.type(),
                    entries,
                    SCAN.cuts(), false, false, List.of(new FunctionRef("squares", 1)), SCAN.functionIntervals(),
                    SCAN.partialWords(), new long[]{0, entries});
        }
        Thread.sleep(TICK_MS);
    }

    @Test
    void shouldAddUpWhatWasPublished() {
        try (JobElements.Entries entries = JobElements.Entries.open(job, SCAN)) {
            assertThat(evaluate(entries, () -> {})).isEqualTo(expected());
        }
    }

    @Test
    void shouldNotHandInWhatSomebodyRewroteMeanwhile() {
        try (JobElements.Entries entries = JobElements.Entries.open(job, SCAN)) {
            assertThatThrownBy(() -> evaluate(entries, this::overwrite)).isInstanceOfSatisfying(OnecopyException.class,
                    e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        }
    }

    @Test
    void shouldNotHandInWhatSomebodyCutShortMeanwhile() {
        try (JobElements.Entries entries = JobElements.Entries.open(job, SCAN)) {
            assertThatThrownBy(() -> evaluate(entries, this::cut)).isInstanceOfSatisfying(OnecopyException.class,
                    e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        }
    }

    @Test
    void shouldGoOnWithFilesThatOnlyHaveOtherPermissions() {
        try (JobElements.Entries entries = JobElements.Entries.open(job, SCAN)) {
            assertThat(evaluate(entries, this::forbid)).isEqualTo(expected());
            assertThat(evaluate(entries, () -> {})).isEqualTo(expected());
        }
    }

    /** What a worker does with a chunk: two slices, and a look at the files; something happens in between. */
    private static long evaluate(JobElements.Entries entries, Runnable meanwhile) {
        Partial partial = new Partial(SCAN);
        entries.add(0, ELEMENTS / 2, partial);
        meanwhile.run();
        entries.add(ELEMENTS / 2, ELEMENTS, partial);
        entries.requireIntact();
        return partial.functionSum(0, 0).longValueExact() + partial.functionSum(0, 1).longValueExact();
    }

    private long expected() {
        long sum = 0;
        for (long value : values) {
            sum += value * value;
        }
        return sum;
    }

    private void overwrite() {
        byte[] garbage = new byte[4_096];
        new Random(SEED).nextBytes(garbage);
        write(channel -> channel.write(ByteBuffer.wrap(garbage), IndexLayout.HEADER_BYTES));
    }

    private void cut() {
        write(channel -> channel.truncate(channel.size() / 2));
    }

    private void forbid() {
        try {
            Files.setPosixFilePermissions(index.resolve("values.npy"), PosixFilePermissions.fromString("r--------"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Damage {
        void befall(FileChannel channel) throws IOException;
    }

    private void write(Damage damage) {
        Path file = index.resolve("values.npy");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                damage.befall(channel);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
