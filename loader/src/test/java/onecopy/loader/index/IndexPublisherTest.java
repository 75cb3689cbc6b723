package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexManifest;
import onecopy.data.index.IndexVerification;
import onecopy.data.index.IndexedFunction;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.LoadOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPublisherTest {
    private static final long SEED = 99;

    @TempDir
    Path temporary;

    private IndexedStore indexed;
    private IndexFixture fixture;

    @BeforeEach
    void load() {
        indexed = new IndexedStore(temporary.resolve("store"));
        fixture = IndexFixture.random(IndexFixture.Kind.SKEWED, ElementType.INT64, 5000, new SplittableRandom(SEED));
        indexed.load(fixture, LoadOptions.DEFAULT);
    }

    private DatasetVersion open() {
        return indexed.store().openCurrent(IndexedStore.NAME);
    }

    @Test
    void shouldHaveNoIndexUnlessOneIsBuilt() {
        try (DatasetVersion version = open()) {
            assertThat(ValueIndex.openCurrent(version)).isEmpty();
            assertThat(IndexVerification.damages(version, _ -> {})).isEmpty();
        }
    }

    @Test
    void shouldAddAFunctionWithoutDisturbingReaders() throws IOException {
        try (DatasetVersion version = open()) {
            IndexPublisher.publish(version, IndexOptions.DEFAULT.withForm(IndexForm.SORTED));
            try (ValueIndex before = ValueIndex.openCurrent(version).orElseThrow()) {
                IndexManifest after = IndexPublisher.publish(version, IndexedStore.options(IndexForm.SORTED));
                assertThat(after.shape().functions()).containsExactly(new IndexedFunction("triangle", 1, false));
                assertThat(before.countAtMost(0)).isEqualTo(fixture.countAtMost(0));
                assertThat(before.stored(new Triangle())).isEmpty();
                assertThat(before.whyNotStored(new Triangle())).contains("the index holds no totals of 'triangle'");
            }
            try (ValueIndex index = ValueIndex.openCurrent(version).orElseThrow()) {
                assertThat(index.stored(new Triangle())).isPresent();
            }
            assertThat(indexed.names(version.folder())).containsExactly(".index-lock", "checksums.npy", "index",
                    "index-2", "manifest.json", "pin", "values.npy", "zones.npy");
            assertThat(IndexVerification.damages(version, _ -> {})).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a file", "nonsense", "index-7", "../../elsewhere"})
    void shouldBuildAnewWhatADamagedLinkHides(String target) throws IOException {
        try (DatasetVersion version = open()) {
            IndexPublisher.publish(version, IndexedStore.options(IndexForm.DISTINCT));
            Path link = IndexLayout.link(version.folder());
            Files.delete(link);
            if (target.equals("a file")) {
                Files.writeString(link, "index-1");
            } else {
                Files.createSymbolicLink(link, Path.of(target));
            }

            IndexPublisher.publish(version, IndexedStore.options(IndexForm.DISTINCT));

            try (ValueIndex index = ValueIndex.openCurrent(version).orElseThrow()) {
                assertThat(index.countAtMost(0)).isEqualTo(fixture.countAtMost(0));
            }
            assertThat(IndexVerification.damages(version, _ -> {})).isEmpty();
        }
    }

    @Test
    void shouldLeaveACompleteIndexAsItIs() throws IOException {
        try (DatasetVersion version = open()) {
            IndexPublisher.publish(version, IndexedStore.options(IndexForm.DISTINCT));
            IndexPublisher.publish(version, IndexOptions.DEFAULT.withFunctions(List.of(new Triangle())));
            assertThat(indexed.names(version.folder())).contains("index-1").doesNotContain("index-2");
        }
    }

    @Test
    void shouldReplaceTheTotalsOfAnotherVersionOfAFunction() {
        ElementFunction newer = new ElementFunction() {
            @Override
            public String name() {
                return "triangle";
            }

            @Override
            public int version() {
                return 2;
            }

            @Override
            public long apply(long x) {
                return 1;
            }
        };
        try (DatasetVersion version = open()) {
            IndexPublisher.publish(version, IndexedStore.options(IndexForm.DISTINCT));
            try (ValueIndex index = ValueIndex.openCurrent(version).orElseThrow()) {
                assertThat(index.stored(newer)).isEmpty();
                assertThat(index.whyNotStored(newer))
                        .contains("the index holds 'triangle' version 1, the function has version 2");
            }
            IndexPublisher.publish(version, IndexOptions.DEFAULT.withFunctions(List.of(newer)));
            try (ValueIndex index = ValueIndex.openCurrent(version).orElseThrow()) {
                assertThat(index.stored(newer)).isPresent();
                assertThat(index.stored(new Triangle())).isEmpty();
            }
        }
    }

    @Test
    void shouldKeepTheOldIndexWhenAFunctionFails() throws IOException {
        ElementFunction failing = new ElementFunction() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public long apply(long x) {
                throw new ArithmeticException("no");
            }
        };
        try (DatasetVersion version = open()) {
            IndexPublisher.publish(version, IndexedStore.options(IndexForm.SORTED));
            OnecopyException failure = catchThrowableOfType(OnecopyException.class,
                    () -> IndexPublisher.publish(version, IndexOptions.DEFAULT.withFunctions(List.of(failing))));
            assertThat(failure.fault()).isEqualTo(Fault.FUNCTION_FAILED);
            assertThat(indexed.names(version.folder())).contains("index-1").noneMatch(name -> name.contains("new"));
        }
    }

    @Test
    void shouldEndABuildThatIsInterrupted() throws IOException {
        try (DatasetVersion version = open()) {
            Thread.currentThread().interrupt();
            OnecopyException failure = catchThrowableOfType(OnecopyException.class,
                    () -> IndexPublisher.publish(version, IndexOptions.DEFAULT));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.fault()).isEqualTo(Fault.CANCELLED);
            assertThat(indexed.names(version.folder())).noneMatch(name -> name.startsWith("index"));
        }
    }

    @Test
    void shouldBuildAtMostOneIndexOfAVersionAtATime() {
        try (DatasetVersion version = open(); IndexLock _ = IndexLock.acquire(version.folder())) {
            OnecopyException failure = catchThrowableOfType(OnecopyException.class,
                    () -> IndexPublisher.publish(version, IndexOptions.DEFAULT));
            assertThat(failure.fault()).isEqualTo(Fault.CONFLICT);
        }
    }
}
