package onecopy.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads into a file system of 20 MB, mounted where only the loader sees it. */
class FullDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=20m onecopy \"$0\" && ";

    @TempDir
    Path folder;

    @BeforeEach
    void requireOwnMounts() throws Exception {
        Files.createDirectories(folder.resolve("store"));
        boolean mounts = Files.isExecutable(Path.of("/usr/bin/unshare")) && run(MOUNT + "true", "true").exitCode() == 0;
        assumeTrue(mounts, "this system lets us mount file systems of our own");
    }

    @Test
    void shouldPublishWithoutIndexWhereOnlyTheValuesFit() throws Exception {
        Result result = run(MOUNT + "\"$@\" load d --random 4000000 --min 0 --max 2000000000 --store \"$0\""
                + " && ls -A \"$0\"/d/1 && \"$@\" verify d --store \"$0\"");

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).isEqualTo("onecopy: d was loaded without an index: no space left on the disk for the"
                + " index: values.npy takes 16004096 bytes; 'onecopy index d' builds it once there is room\n");
        assertThat(result.out()).startsWith("loaded d@1: 4,000,000 int32 values").doesNotContain("; index in")
                .contains("\nchecksums.npy\nmanifest.json\npin\nvalues.npy\nzones.npy\nd@1 is sound");
    }

    @Test
    void shouldPublishWithoutIndexWhereTheLastFilesOfTheIndexDoNotFit() throws Exception {
        Result result = run(
                MOUNT + "\"$@\" load d --random 2600000 --min 0 --max 2000000000 --form sorted --store \"$0\""
                        + " && ls -A \"$0\"/d/1 && \"$@\" verify d --store \"$0\"");

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).startsWith("onecopy: d was loaded without an index: no space left on the disk")
                .hasLineCount(1).doesNotContain("values.npy");
        assertThat(result.out()).contains("\nchecksums.npy\nmanifest.json\npin\nvalues.npy\nzones.npy\nd@1 is sound");
    }

    @Test
    void shouldStillRefuseValuesThatDoNotFit() throws Exception {
        Result result = run(MOUNT + "\"$@\" load d --random 6000000 --min 0 --max 9 --store \"$0\"; code=$?;"
                + " ls -A \"$0\"/d; exit $code");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(8);
        assertThat(result.err()).contains("no space left on the disk for the dataset");
    }

    /** What tests have on their class path logs to standard error too. */
    private static String messages(String err) {
        return err.lines().filter(line -> !line.startsWith("[")).map(line -> line + "\n").collect(Collectors.joining());
    }

    private record Result(int exitCode, String out, String err) {}

    /** Runs a line of shell in which $0 is the folder to mount on and "$@" the program behind the commands. */
    private Result run(String line, String... instead) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("onecopy.home"));
        List<String> program = instead.length > 0
                ? List.of(instead)
                : List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + home.resolve("config/jvm/loader.args"), "-cp", System.getProperty("java.class.path"),
                        "onecopy.loader.cli.LoaderMain");
        List<String> command = Stream.concat(
                Stream.of("unshare", "--map-root-user", "--mount", "sh", "-c", line,
                        folder.resolve("store").toString()),
                program.stream()).collect(Collectors.toList());
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(out), messages(Files.readString(err)));
    }
}
