package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.LongStream;
import javax.tools.ToolProvider;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own function: compiled, put into a jar and given to a service of two workers. */
class PluginTest {
    private static final String CLASS = "plugin.Cube";
    private static final String SOURCE = """
            package plugin;

            public final class Cube implements onecopy.data.function.ElementFunction {
                @Override
                public String name() {
                    return "cube";
                }

                @Override
                public int version() {
                    return 2;
                }

                @Override
                public long apply(long x) {
                    return Math.multiplyExact(Math.multiplyExact(x, x), x);
                }
            }
            """;
    private static final int ELEMENTS = 100_000;
    private static final long TOO_LARGE = 3_000_000_000L;

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static byte[] bytecode;

    @BeforeAll
    static void serve() throws IOException {
        fleet = new TestFleet(folder);
        fleet.load("numbers", LongStream.rangeClosed(1, ELEMENTS).map(x -> x == ELEMENTS ? TOO_LARGE : x).toArray());
        bytecode = compile();
        Path jar = jar(folder.resolve("cube.jar"), bytecode);
        fleet.startService("serve", "--workers", "2", "--plugins", jar.toString());
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static byte[] compile() throws IOException {
        Path source = Files.writeString(folder.resolve("Cube.java"), SOURCE);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, messages, "-proc:none", "-cp",
                System.getProperty("java.class.path"), "-d", classes.toString(), source.toString());
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        return Files.readAllBytes(classes.resolve("plugin/Cube.class"));
    }

    /** Bytes 6 and 7 of a class file are its version. */
    private static byte[] ofALaterJdk(byte[] classFile) {
        byte[] later = classFile.clone();
        later[6] = 1;
        return later;
    }

    private static Path jar(Path jar, byte[] classFile) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(CLASS.replace('.', '/') + ".class"));
            out.write(classFile);
            out.putNextEntry(new JarEntry("META-INF/services/" + ElementFunction.class.getName()));
            out.write(CLASS.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return jar;
    }

    private static Batch cubes(Range range) {
        return new Batch("numbers", List.of(new RangeQuery(range, List.of(Aggregate.COUNT, Aggregate.sumOf("cube")))),
                PlanKind.AUTO, Duration.ofSeconds(50));
    }

    /** The sum of the first n cubes is the square of the n-th triangular number. */
    private static BigInteger cubesUpTo(long n) {
        return BigInteger.valueOf(n).multiply(BigInteger.valueOf(n + 1)).shiftRight(1).pow(2);
    }

    private static void assertSums(long n) {
        assertThat(fleet.client().query(cubes(Range.atMost(n))).rangeAnswers().getFirst().values()).containsExactly(n,
                cubesUpTo(n));
    }

    @Test
    void shouldAddUpAFunctionOfAPluginJar() {
        assertSums(ELEMENTS - 1);
        assertThat(fleet.run("query", "numbers", "--at-most", "3,99999", "--aggregate", "cube,divisors", "--format",
                "csv"))
                .satisfies(outcome -> assertThat(outcome.exitCode()).as(outcome.err()).isZero())
                .satisfies(outcome -> assertThat(outcome.out()).startsWith(
                        "from,to,cube,divisors\n,3,36,5\n,99999," + cubesUpTo(ELEMENTS - 1) + ","));
    }

    @Test
    void shouldNameTheFunctionAndTheElementItCannotTakeAndGoOn() {
        List<Long> workers = fleet.client().status().workers();
        assertThatThrownBy(() -> fleet.client().query(cubes(Range.ALL))).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.FUNCTION_FAILED))
                .hasMessageContaining("'cube' version 2").hasMessageContaining("x = " + TOO_LARGE)
                .hasMessageContaining("long overflow");
        TestFleet.Outcome command = fleet.run("query", "numbers", "--at-least", "5", "--aggregate", "cube");
        assertThat(command.exitCode()).isEqualTo(Fault.FUNCTION_FAILED.exitCode());
        assertThat(command.out()).isEmpty();
        assertThat(command.err()).startsWith("onecopy: function 'cube' version 2 failed for x = " + TOO_LARGE)
                .hasLineCount(1);
        assertSums(1_000);
        assertThat(fleet.client().status().workers()).as("no worker died of it").isEqualTo(workers);
    }

    @Test
    void shouldRefuseToServeWithAPluginThatCannotBeLoaded() throws IOException {
        try (TestFleet other = new TestFleet(Files.createDirectory(folder.resolve("other")))) {
            TestFleet.Outcome missing = other.run("serve", "--plugins", folder.resolve("nothing.jar").toString());
            assertThat(missing.exitCode()).isEqualTo(Fault.NOT_FOUND.exitCode());
            assertThat(missing.err()).isEqualTo("onecopy: no plug-in at " + folder.resolve("nothing.jar") + "\n");
            Path tooNew = jar(folder.resolve("too-new.jar"), ofALaterJdk(bytecode));
            TestFleet.Outcome unusable = other.run("serve", "--plugins", tooNew.toString());
            assertThat(unusable.exitCode()).as(unusable.err()).isEqualTo(Fault.INVALID_ARGUMENT.exitCode());
            assertThat(unusable.err()).startsWith("onecopy: cannot load a function: ").contains("plugin/Cube")
                    .hasLineCount(1);
            assertThat(other.run().path()).doesNotExist();
        }
    }
}
