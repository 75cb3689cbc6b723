package onecopy.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onecopy.data.command.CommandFrame;
import onecopy.data.fault.Fault;
import onecopy.data.npy.NpyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that write, list, check and remove datasets, as typed. */
class LoaderCommandsTest {
    private static final int BAD_LINE = 1_000_003;

    @TempDir
    private Path folder;

    private String out;
    private String err;

    private int run(String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", folder.resolve("store").toString()));
        int exitCode = LoaderMain.commandsOf(new CommandFrame(Map.of(), outBytes, errBytes))
                .run(all.toArray(String[]::new));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private void load(String name, String lines) throws IOException {
        assertThat(run("load", name, "--text", file(name + ".txt", lines))).as(err).isZero();
    }

    private void assertRefused(int exitCode, Fault fault, String sentence) {
        assertThat(exitCode).as(err).isEqualTo(fault.exitCode());
        assertThat(err).startsWith("onecopy: ").contains(sentence).hasLineCount(1);
        assertThat(out).isEmpty();
    }

    @Test
    void shouldLoadListDescribeVerifyAndDrop() throws Exception {
        load("worked", "4\n7\n6\n8\n11\n9\n");
        assertThat(out).startsWith("loaded worked@1: 6 int32 values, 24 bytes, min 4, max 11, in ");
        assertThat(run("list")).isZero();
        assertThat(out).contains("worked").contains("1*").contains("int32");
        assertThat(run("describe", "worked")).isZero();
        assertThat(out).contains("6 int32, 24 bytes").contains("values.npy");
        assertThat(run("verify", "worked")).isZero();
        assertThat(out)
                .isEqualTo("worked@1 is sound: 6 values in 1 blocks match their checksums, zone map and index\n");
        assertThat(run("drop", "worked")).isZero();
        assertThat(out).isEqualTo("dropped worked version 1\n");
        assertThat(run("list")).isZero();
        assertThat(out).startsWith("no datasets in ");
    }

    @Test
    void shouldDescribeInJson() throws Exception {
        load("worked", "-3\n5000000000\n");
        assertThat(run("describe", "worked", "--format", "json")).isZero();
        JsonNode described = JsonMapper.shared().readTree(out);
        assertThat(described.get("type").asString()).isEqualTo("int64");
        assertThat(described.get("min").asLong()).isEqualTo(-3);
        assertThat(described.get("max").asLong()).isEqualTo(5_000_000_000L);
        assertThat(Path.of(described.get("file").asString())).isRegularFile();
        assertThat(run("list", "--format", "json")).isZero();
        assertThat(JsonMapper.shared().readTree(out).get(0).get("current").asBoolean()).isTrue();
    }

    @Test
    void shouldDescribeTheIndexThatWasBuiltLater() throws Exception {
        assertThat(run("load", "worked", "--text", file("worked.txt", "4\n7\n6\n"), "--no-index")).as(err).isZero();
        assertThat(out).doesNotContain("index");
        assertThat(run("list")).isZero();
        assertThat(out).containsPattern("7 +- +text");
        assertThat(run("describe", "worked")).isZero();
        assertThat(out).containsPattern("index +none").containsPattern("zone map +1 zones of 16,384 values");
        assertThat(run("index", "worked")).as(err).isZero();
        assertThat(run("describe", "worked")).isZero();
        assertThat(out).containsPattern("index +index-1, distinct form, 3 distinct of 3 values, .* with divisors");
        assertThat(run("list")).isZero();
        assertThat(out).containsPattern("7 +distinct +text");
        assertThat(run("verify", "worked")).as(err).isZero();
    }

    @Test
    void shouldBuildTheIndexUnlessToldNotTo() throws Exception {
        String numbers = file("numbers.txt", "4\n7\n7\n");
        for (String[] options : new String[][]{{}, {"--index"}}) {
            assertThat(run(loading(numbers, options))).as(err).isZero();
            assertThat(out).contains("; index in ").contains("(distinct form, ").contains(", with divisors)");
            assertThat(err).isEmpty();
            assertThat(index().get("functions").get(0).asString()).isEqualTo("divisors");
        }
        assertThat(run(loading(numbers, "--form", "sorted", "--memory", "256m"))).as(err).isZero();
        assertThat(index().get("form").asString()).isEqualTo("sorted");
        assertThat(run(loading(numbers, "--no-index"))).as(err).isZero();
        assertThat(index().isNull()).isTrue();
    }

    @Test
    void shouldTakeFromTheSettingsWhetherToBuildAnIndex() throws Exception {
        String numbers = file("numbers.txt", "4\n7\n7\n");
        String settings = file("settings", "load.index = false\n");
        assertThat(run(loading(numbers, "--config", settings))).as(err).isZero();
        assertThat(index().isNull()).isTrue();
        assertThat(run(loading(numbers, "--config", settings, "--index"))).as(err).isZero();
        assertThat(index().get("folder").asString()).isEqualTo("index-1");
        assertThat(run(loading(numbers, "--config", settings, "--no-index"))).as(err).isZero();
        assertThat(index().isNull()).isTrue();
    }

    private static String[] loading(String numbers, String... options) {
        return Stream.concat(Stream.of("load", "d", "--text", numbers), Stream.of(options)).toArray(String[]::new);
    }

    private JsonNode index() {
        assertThat(run("describe", "d", "--format", "json")).as(err).isZero();
        JsonNode described = JsonMapper.shared().readTree(out);
        assertThat(described.get("zones").asInt()).isEqualTo(1);
        assertThat(run("list", "--format", "json")).as(err).isZero();
        JsonNode listed = JsonMapper.shared().readTree(out).get(0);
        assertThat(listed.get("index")).isEqualTo(described.get("index"));
        return described.get("index");
    }

    @Test
    void shouldKeepOldVersionsWhereAskedTo() throws Exception {
        load("grown", "1\n");
        assertThat(run("load", "grown", "--text", file("two", "1\n2\n"), "--keep-old")).isZero();
        assertThat(run("describe", "grown@1")).isZero();
        assertThat(run("drop", "grown@1")).isZero();
        assertRefused(run("describe", "grown@1"), Fault.NOT_FOUND, "grown");
        load("grown", "3\n");
        assertRefused(run("describe", "grown@2"), Fault.NOT_FOUND, "grown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "load x|load needs to know where the numbers are",
        "load x --raw a|--raw needs --type int32 or --type int64",
        "load x --csv a|--csv needs --column",
        "load x --random 5|--random needs --min and --max",
        "load x --random five --min 1 --max 2|five",
        "load x --random 5 --min 3 --max 2|3",
        "load x --npy a --raw b|--npy=FILE, --raw=FILE are mutually exclusive",
        "load x --text a --in-place|--in-place goes with --npy only",
        "load x --text a --type float|float",
        "load ../x --text a|../x",
        "load x --text a --colum 1|--colum",
        "describe|NAME",
        "list --format xml|xml",
        "drop x@one|x@one"})
    void shouldRefuseAWrongCommandLine(String line, String sentence) throws Exception {
        assertRefused(run(line.split(" ")), Fault.INVALID_ARGUMENT, sentence);
        assertThat(err).doesNotContain("rror: ");
    }

    @ParameterizedTest
    @CsvSource({"load x --text missing", "load x --npy missing", "load x --raw missing --type int32",
        "load x --csv missing --column a", "describe x", "verify x", "drop x", "describe x@7"})
    void shouldSayWhatDoesNotExist(String line) {
        assertRefused(run(line.split(" ")), Fault.NOT_FOUND, line.contains("missing") ? "missing" : "'x'");
    }

    @Test
    void shouldNameTheLineThatIsNoNumber() throws Exception {
        StringBuilder text = new StringBuilder();
        IntStream.range(1, BAD_LINE).forEach(i -> text.append(i).append('\n'));
        String path = file("letters.txt", text.append("12z4\n5\n").toString());
        assertRefused(run("load", "x", "--text", path), Fault.INVALID_ARGUMENT,
                "line " + BAD_LINE + " of " + path + " is not an integer: found 'z' at column 3 of '12z4'");
        assertThat(run("list")).isZero();
        assertThat(out).startsWith("no datasets");
    }

    /** Reading its first byte fails with EIO, as it does on a failing disk. */
    @ParameterizedTest
    @ValueSource(strings = {"--text", "--column 1 --csv", "--npy", "--type int32 --raw"})
    @EnabledOnOs(OS.LINUX)
    void shouldSayWhichSourceADiskFailsToRead(String options) {
        assertRefused(run(("load x " + options + " /proc/self/mem").split(" ")), Fault.IO,
                "cannot read /proc/self/mem: Input/output error");
        assertThat(run("list")).isZero();
        assertThat(out).startsWith("no datasets");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNotTakeAFileOfTheKernelForAnEmptyOne() {
        assertRefused(run("load", "x", "--type", "int32", "--raw", "/proc/self/status"), Fault.INVALID_ARGUMENT,
                "cannot read /proc/self/status: it says it has 0 bytes and has more");
    }

    @Test
    void shouldNameTheColumnThatDoesNotExist() throws Exception {
        assertRefused(run("load", "x", "--csv", file("t.csv", "a,b\n1,2\n"), "--column", "c"),
                Fault.INVALID_ARGUMENT, "'c'");
    }

    @Test
    void shouldNotChooseBetweenColumnsOfTheSameName() throws Exception {
        String file = file("t.csv", "a,b,a\n1,2,3\n");
        assertRefused(run("load", "x", "--csv", file, "--column", "a"), Fault.INVALID_ARGUMENT,
                "column 'a' is not the only one of " + file + " with this name: choose by place, such as 1 or 3");
        assertThat(run("load", "x", "--csv", file, "--column", "3")).isZero();
        assertRefused(run("load", "x", "--csv", file("y.csv", "2020,x,2020\n1,2,3\n"), "--column", "2020"),
                Fault.INVALID_ARGUMENT, "with this name: rename the others");
    }

    @Test
    void shouldRefuseATruncatedNpyFile() throws Exception {
        load("whole", "1\n2\n3\n");
        Path cut = folder.resolve("cut.npy");
        Files.copy(folder.resolve("store/whole/1/values.npy"), cut);
        cut.toFile().setWritable(true);
        try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
            channel.truncate(NpyHeader.PAGE_BYTES + 5);
        }
        assertRefused(run("load", "x", "--npy", cut.toString()), Fault.CORRUPT, cut.toString());
    }

    @Test
    void shouldSayWhereAValueIsDamaged() throws Exception {
        load("spoilt", "1\n2\n3\n");
        Path values = folder.resolve("store/spoilt/1/values.npy");
        Files.setPosixFilePermissions(values, PosixFilePermissions.fromString("rw-------"));
        byte[] bytes = Files.readAllBytes(values);
        bytes[bytes.length - 1] ^= 1;
        Files.write(values, bytes);
        assertThat(run("verify", "spoilt")).isEqualTo(1);
        assertThat(out).startsWith("spoilt@1 is damaged: block 0 ").as("the index is right").hasLineCount(1);
    }
}
