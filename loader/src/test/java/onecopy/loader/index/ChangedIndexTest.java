package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.Total128;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.LoadOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody changes the files of an index while it is open. */
class ChangedIndexTest {
    private static final long SEED = 88_101;
    private static final int VALUES = 200_000;
    /** Longer than a tick of any file system's clock. */
    private static final long TICK_MS = 50;
    private static final int THRESHOLDS = 2_000;
    /** Enough for every compiler of the JVM. */
    private static final int WARM_UP_ROUNDS = 20;

    @TempDir
    private Path temporary;

    private IndexFixture fixture;
    private BigInteger[] sums;
    private long[] thresholds;
    private DatasetVersion version;
    private ValueIndex index;

    @BeforeEach
    void open() {
        fixture = IndexFixture.random(IndexFixture.Kind.FULL_RANGE, ElementType.INT64, VALUES,
                new SplittableRandom(SEED));
        sums = fixture.prefixSums(x -> x);
        thresholds = fixture.thresholds(THRESHOLDS, new SplittableRandom(SEED));
        IndexedStore indexed = new IndexedStore(temporary.resolve("store"));
        indexed.load(fixture, LoadOptions.DEFAULT.withIndex(IndexedStore.options(IndexForm.SORTED)));
        version = indexed.store().openCurrent(IndexedStore.NAME);
        index = ValueIndex.openCurrent(version).orElseThrow();
    }

    @AfterEach
    void close() {
        index.close();
        version.close();
    }

    private Path file(String name) {
        return index.folder().resolve(name);
    }

    private static FileChannel writer(Path file) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Other bytes everywhere but in the header, written in the file system's next tick. */
    private static void overwrite(Path file) throws Exception {
        TimeUnit.MILLISECONDS.sleep(TICK_MS);
        try (FileChannel writer = writer(file)) {
            byte[] garbage = new byte[(int) writer.size() - IndexLayout.HEADER_BYTES];
            new SplittableRandom(SEED).nextBytes(garbage);
            writer.write(ByteBuffer.wrap(garbage), IndexLayout.HEADER_BYTES);
        }
    }

    private static void cut(Path file, long bytes) throws Exception {
        TimeUnit.MILLISECONDS.sleep(TICK_MS);
        try (FileChannel writer = writer(file)) {
            writer.truncate(bytes);
        }
    }

    /** Counts and sums below thresholds all over the values; {@return whether all are right} */
    private boolean isRight() {
        IndexCursor cursor = index.cursor();
        Total128 sum = new Total128();
        boolean right = true;
        for (long n : thresholds) {
            int expected = fixture.countAtMost(n);
            cursor.seekAtMost(n).sum(sum);
            right &= cursor.count() == expected && cursor.distinct() >= 0 && sum.toBigInteger().equals(sums[expected]);
        }
        return right;
    }

    private static void assertCorrupt(ThrowingCallable look, String... parts) {
        assertThatThrownBy(look).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT)).hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"values.npy", "totals.npy", "samples.npy"})
    void shouldNoticeThatPiecesWereOverwrittenAfterTheyWereChecked(String name) throws Exception {
        assertThat(isRight()).isTrue();
        index.requireIntact();
        overwrite(file(name));
        assertThat(catchThrowable(() -> assertThat(isRight()).isFalse())).as("nothing is noticed at once").isNull();
        assertCorrupt(index::requireIntact, name, "was written to");
        assertThat(index.hasChanged()).isTrue();
    }

    @Test
    void shouldNoticeItThoughTheTimeOfTheWriteWasSetBack() throws Exception {
        assertThat(isRight()).isTrue();
        FileTime before = Files.getLastModifiedTime(file("values.npy"));
        overwrite(file("values.npy"));
        Files.setLastModifiedTime(file("values.npy"), before);
        assertCorrupt(index::requireIntact, "values.npy", "do not match their checksum");
    }

    @Test
    void shouldNoticeThatTheLastPageEndsEarlier() throws Exception {
        assertThat(isRight()).isTrue();
        cut(file("totals.npy"), Files.size(file("totals.npy")) - 1);
        assertThatCode(this::isRight).doesNotThrowAnyException();
        assertCorrupt(index::requireIntact, "totals.npy", "was written to");
    }

    /** A page that is gone ends no JVM, whether it was checked or not, interpreted or compiled. */
    @ParameterizedTest
    @CsvSource({"values.npy, true", "values.npy, false", "totals.npy, true", "totals.npy, false", "samples.npy, true",
        "values.crc.npy, false"})
    void shouldBlameAFileThatWasCutShort(String name, boolean warm) throws Exception {
        for (int i = 0; warm && i < WARM_UP_ROUNDS; i++) {
            assertThat(isRight()).isTrue();
        }
        cut(file(name), name.startsWith("values.crc") ? 0 : 2 * IndexLayout.HEADER_BYTES);
        for (int i = 0; i < 3; i++) {
            assertCorrupt(() -> {
                try {
                    isRight();
                    index.requireIntact();
                } catch (RuntimeException | InternalError e) {
                    index.requireInnocent(e);
                    throw e;
                }
            }, index.folder().toString());
        }
    }

    @Test
    void shouldBlameNobodyElseForAFailureOfTheCaller() {
        assertThat(isRight()).isTrue();
        assertThatCode(() -> index.requireInnocent(new IllegalArgumentException("no fault of the files")))
                .doesNotThrowAnyException();
        assertThat(index.hasChanged()).isFalse();
    }

    @Test
    void shouldGoOnWithFilesThatGotOrLostANameOnly() throws Exception {
        assertThat(isRight()).isTrue();
        TimeUnit.MILLISECONDS.sleep(TICK_MS);
        Files.createLink(temporary.resolve("another"), file("values.npy"));
        assertThat(isRight()).isTrue();
        index.requireIntact();
        assertThat(index.hasChanged()).isTrue();
        index.startOver();
        assertThat(index.hasChanged()).isFalse();
        Files.delete(file("totals.npy"));
        assertThat(isRight()).isTrue();
        index.requireIntact();
        assertThat(index.hasChanged()).isTrue();
        index.startOver();
        assertThat(isRight()).isTrue();
        index.requireIntact();
        assertThat(index.hasChanged()).as("a file that is gone stays gone").isFalse();
    }

    @Test
    void shouldUseAFileThatWasTouchedOnlyAfterStartingOver() throws Exception {
        assertThat(isRight()).isTrue();
        TimeUnit.MILLISECONDS.sleep(TICK_MS);
        Files.setLastModifiedTime(file("values.npy"), FileTime.from(Instant.now()));
        assertCorrupt(index::requireIntact, "values.npy", "was written to");
        index.startOver();
        assertThat(isRight()).isTrue();
        index.requireIntact();
    }

    @Test
    void shouldNotUseWhatIsDamagedAfterStartingOver() throws Exception {
        assertThat(isRight()).isTrue();
        overwrite(file("values.npy"));
        index.startOver();
        assertCorrupt(this::isRight, "values.npy", "do not match their checksum");
    }

    @Test
    void shouldNotMakeTotalsOfAFunctionOfAnIndexThatIsChangedMeanwhile() throws Exception {
        Path values = file("values.npy");
        IndexOptions options = IndexOptions.DEFAULT.withFunctions(List.of(new OverwritingFunction(values)));
        assertCorrupt(() -> IndexPublisher.publish(version, options), "values.npy");
    }

    /** Overwrites a file when it is first called. */
    private static final class OverwritingFunction implements ElementFunction {
        private final Path file;
        private boolean done;

        OverwritingFunction(Path file) {
            this.file = file;
        }

        @Override
        public String name() {
            return "overwriting";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public synchronized long apply(long x) {
            if (!done) {
                done = true;
                try {
                    overwrite(file);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return 1;
        }
    }
}
