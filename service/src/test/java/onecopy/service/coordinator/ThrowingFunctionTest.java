package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's function throws what nobody expects: one batch fails, and no worker is lost. */
class ThrowingFunctionTest {
    private static final String THROWS = """
            switch ((int) x) {
                case 1 -> throw new Error();
                case 2 -> throw new java.io.IOError(new java.io.IOException("no disk"));
                case 3 -> throw new java.util.ServiceConfigurationError("no service");
                case 4 -> Throws.<RuntimeException>sneak(new java.util.concurrent.TimeoutException("checked"));
                case 5 -> throw new InternalError("of a library");
                case 6 -> throw new OutOfMemoryError("direct memory");
                case 7 -> throw new Unspeakable();
                case 8 -> { return Broken.value; }
                case 9 -> { Thread.currentThread().interrupt(); throw new Error("interrupted"); }
                default -> { }
            }
            return 2;
            """;
    private static final String MEMBERS = """
            private static <E extends Throwable> void sneak(Throwable any) throws E {
                @SuppressWarnings("unchecked")
                E unchecked = (E) any;
                throw unchecked;
            }

            private static final class Unspeakable extends Error {
                @Override
                public String getMessage() {
                    throw new Error("not even this");
                }
            }

            private static final class Broken {
                static long value = 3;

                static {
                    if (value == 3) {
                        throw new Error("in its initialiser");
                    }
                }
            }
            """;
    private static final String[] EXPECTED = {"java.lang.Error", "no disk", "no service", "checked", "of a library",
        "direct memory", "plugin.Throws$Unspeakable", "Error", "interrupted"};

    @TempDir
    private Path folder;

    private TestFleet fleet;

    @BeforeEach
    void load() {
        fleet = new TestFleet(folder);
        fleet.load("poisoned", LongStream.range(0, 200_000).toArray());
        fleet.load("fresh", 4);
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    private static Batch batch(String dataset, Range range, String function, Duration timeout) {
        return new Batch(dataset, List.of(new RangeQuery(range, List.of(Aggregate.sumOf(function)))), PlanKind.SCAN,
                timeout);
    }

    private void assertFails(Range range, String function, String... parts) {
        assertThatThrownBy(() -> fleet.client().query(batch("poisoned", range, function, Duration.ofSeconds(10))))
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.FUNCTION_FAILED))
                .hasMessageContainingAll(parts);
    }

    private String answer(String dataset, Range range, String function) {
        return fleet.client().query(batch(dataset, range, function, Duration.ofSeconds(50))).rangeAnswers().getFirst()
                .values().toString();
    }

    @Test
    void shouldNameFunctionAndElementWhateverIsThrownAndLoseNoWorker() throws IOException {
        Path jar = PluginJar.of(folder, "Throws", "return \"throws\";", THROWS, MEMBERS);
        fleet.startService("serve", "--workers", "2", "--plugins", jar.toString());
        List<Long> workers = fleet.client().status().workers();
        for (int x = 1; x <= EXPECTED.length; x++) {
            assertFails(Range.equalTo(x), "throws", "function 'throws' version 1 failed for x = " + x + ": ",
                    EXPECTED[x - 1]);
            assertThat(answer("worked", Range.atMost(7), "divisors")).isEqualTo("[9]");
        }
        assertThat(answer("fresh", Range.ALL, "divisors")).as("a file can still be mapped").isEqualTo("[3]");
        assertThat(answer("poisoned", new Range(10, 9_999), "throws")).isEqualTo("[" + 2 * 9_990 + "]");
        assertThat(fleet.client().status().workers()).as("no worker ended of it").isEqualTo(workers);
        assertThat(fleet.client().status().quarantine()).isEmpty();
    }

    @Test
    void shouldNameTheFunctionWhoseBulkFormThrows() throws IOException {
        Path jar = PluginJar.of(folder, "Bulky", "return \"bulky\";", "return 1;", """
                @Override
                public void applyAll(long[] values, int count, long[] into) {
                    throw new Error("too many");
                }
                """);
        fleet.startWhole();
        fleet.startService("serve", "--workers", "1", "--plugins", jar.toString());
        List<Long> workers = fleet.client().status().workers();
        assertFails(Range.ALL, "bulky", "function 'bulky' version 1 failed in its bulk form", "too many");
        assertThat(fleet.client().status().workers()).isEqualTo(workers);
    }

    @Test
    void shouldAskAFunctionForItsNameOnce() throws IOException {
        Path jar = PluginJar.of(folder, "Shy", """
                if (asked) { throw new Error("again?"); }
                asked = true;
                return "shy";
                """, "return 2;", "private boolean asked;");
        fleet.startService("serve", "--workers", "1", "--plugins", jar.toString());
        assertThat(answer("worked", Range.ALL, "shy")).isEqualTo("[12]");
        assertThat(answer("worked", Range.ALL, "shy")).isEqualTo("[12]");
    }

    @Test
    void shouldServeOthersWhereWorkersCannotLoadAFunction() throws IOException {
        Path jar = PluginJar.of(folder, "Picky", "return \"picky\";", "return 2;", """
                public Picky() {
                    if (System.getProperty("sun.java.command", "").contains("WorkerMain")) {
                        throw new Error("not in a worker");
                    }
                }
                """);
        fleet.startService("serve", "--workers", "2", "--plugins", jar.toString());
        List<Long> workers = fleet.client().status().workers();
        assertThat(workers).hasSize(2);
        assertFails(Range.ALL, "picky", "function 'picky' version 1", "not in a worker");
        assertThat(answer("worked", Range.atMost(7), "divisors")).isEqualTo("[9]");
        assertThat(fleet.client().status().workers()).isEqualTo(workers);
    }

    @Test
    void shouldRefuseToServeWithAFunctionThatDoesNotSayItsName() throws IOException {
        Path jar = PluginJar.of(folder, "Mute", "throw new Error(\"mute\");", "return 2;", "");
        TestFleet.Outcome outcome = fleet.run("serve", "--plugins", jar.toString());
        assertThat(outcome.exitCode()).isEqualTo(Fault.INVALID_ARGUMENT.exitCode());
        assertThat(outcome.err()).isEqualTo("onecopy: cannot load a function: plugin.Mute does not say its name and"
                + " version: java.lang.Error: mute\n");
    }
}
