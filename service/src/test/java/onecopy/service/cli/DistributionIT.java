package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.proc.FileIdentity;
import onecopy.service.proc.ProcessMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive that users unpack works by itself: far from any checkout and without Maven. Run by the module that makes
 * it, after it did.
 */
@EnabledOnOs(OS.LINUX)
class DistributionIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("onecopy.archive", "none"));

    private static final long WORKER_BYTES = 40L << 20;

    @TempDir
    private static Path folder;

    private static Path home;

    private final List<Process> processes = new ArrayList<>();
    private final Set<ProcessHandle> family = new HashSet<>();

    @BeforeAll
    static void unpack() throws IOException {
        Path place = Files.createDirectory(folder.resolve("some where"));
        Process tar = new ProcessBuilder("tar", "-xzf", ARCHIVE.toString(), "-C", place.toString()).inheritIO().start();
        TestFleet.await("the archive is unpacked", () -> !tar.isAlive());
        assertThat(tar.exitValue()).isZero();
        home = place.resolve(ARCHIVE.getFileName().toString().replace(".tar.gz", ""));
        Path maven = Files.createDirectory(folder.resolve("tools")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\ntouch '" + folder.resolve("maven-was-called") + "'\nexit 1\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void kill() {
        meetFamily();
        processes.forEach(Process::destroyForcibly);
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Whoever was started so far; orphans would not be found later. */
    private void meetFamily() {
        processes.forEach(process -> process.descendants().forEach(family::add));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("onecopy").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("tools") + ":/usr/bin:/bin");
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("ONECOPY_JAVA", System.getProperty("java.home"));
        builder.environment().put("ONECOPY_RUN", folder.resolve("run").toString());
        Process process = builder.redirectOutput(file(processes.size(), "out")).redirectError(
                file(processes.size(), "err")).start();
        processes.add(process);
        return process;
    }

    private static File file(int process, String kind) {
        return folder.resolve(process + "." + kind).toFile();
    }

    private String out(Process process) {
        return text(file(processes.indexOf(process), "out"));
    }

    private String err(Process process) {
        return text(file(processes.indexOf(process), "err"));
    }

    private static String text(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(String... arguments) throws IOException {
        Process process = start(arguments);
        TestFleet.await(arguments[0] + " ends", () -> {
            meetFamily();
            return !process.isAlive();
        });
        assertThat(process.exitValue()).as(out(process) + err(process)).isZero();
        return out(process);
    }

    private static void awaitSmallWorkers(Process service) {
        FileIdentity values = FileIdentity.of(folder.resolve(".local/share/onecopy/worked/1/values.npy"));
        List<Long> workers = service.children().map(ProcessHandle::pid).toList();
        assertThat(workers).hasSize(2);
        TestFleet.await("no worker has more than 40 MiB of its own", () -> workers.stream()
                .allMatch(pid -> ProcessMemory.of(pid, values).orElseThrow().ownBytes() <= WORKER_BYTES));
    }

    @Test
    void shouldHoldWhatIsNeededAndNothingElse() throws IOException {
        assertThat(home.resolve("pom.xml")).doesNotExist();
        assertThat(home).isDirectoryContaining("glob:**/{README.md,LICENSE}");
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString())).anyMatch(jar -> jar.startsWith("onecopy-data-"))
                    .anyMatch(jar -> jar.startsWith("onecopy-loader-"))
                    .anyMatch(jar -> jar.startsWith("onecopy-service-"))
                    .noneMatch(jar -> jar.matches("(junit|assertj|archunit|jffi|jnr|jna|asm|duckdb).*"));
        }
        assertThat(Pattern.compile("]\\(([^):#]+)").matcher(Files.readString(home.resolve("README.md"))).results()
                .map(link -> home.resolve(link.group(1)))).as("what the README links to").isNotEmpty()
                .allSatisfy(target -> assertThat(target).exists());
        assertThat("onecopy-" + run("--version").strip().substring("onecopy ".length()))
                .isEqualTo(home.getFileName().toString());
    }

    @Test
    void shouldLoadServeAnswerAndStopWithoutMaven() throws IOException {
        Path numbers = Files.writeString(folder.resolve("numbers.txt"), "4\n7\n6\n8\n11\n9\n");
        run("load", "worked", "--text", numbers.toString());
        assertThat(run("list")).contains("worked");
        Process service = start("serve", "--workers", "2");
        TestFleet.await("the service is ready", () -> !service.isAlive() || out(service).contains("ready"));
        assertThat(service.isAlive()).as(err(service)).isTrue();
        assertThat(run("query", "worked", "--at-most", "7,100", "--aggregate", "count,divisors", "--format", "csv"))
                .isEqualTo("from,to,count,divisors\n,7,3,9\n,100,6,18\n");
        assertThat(run("stat", "--once")).contains("last batch: 2 queries on worked@1");
        awaitSmallWorkers(service);
        meetFamily();
        run("stop");
        TestFleet.await("the service ends", () -> !service.isAlive());
        assertThat(service.exitValue()).isZero();
        awaitNobody();
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("maven-was-called")).doesNotExist();
    }

    @Test
    void shouldShowTheWholePathAndLeaveNothingBehind() throws IOException {
        Path work = Files.createDirectory(folder.resolve("demo"));
        assertThat(run(demo(work))).contains("onecopy answers 9", "1,024 numbers",
                "Every answer was equal to the plain loop's.", "Memory holds the numbers once").doesNotContain("WRONG");
        assertThat(family).as("a coordinator and two workers at least").hasSizeGreaterThanOrEqualTo(3);
        assertNothingIsLeft(work);
    }

    @Test
    void shouldLeaveNothingBehindOfAnInterruptedDemo() throws IOException {
        Path work = Files.createDirectory(folder.resolve("interrupted"));
        Process demo = start(demo(work));
        TestFleet.await("the demo answers", () -> {
            meetFamily();
            return !demo.isAlive() || out(demo).contains("onecopy answers 9");
        });
        assertThat(demo.isAlive()).as(err(demo)).isTrue();
        demo.destroy();
        TestFleet.await("the demo ends", () -> !demo.isAlive());
        assertThat(demo.exitValue()).isEqualTo(143);
        assertNothingIsLeft(work);
    }

    /** On the smallest dataset it takes. */
    private static String[] demo(Path folder) {
        return new String[]{"demo", "--values", "1024", "--workers", "2", "--folder", folder.toString()};
    }

    private void awaitNobody() {
        TestFleet.await("no process is left", () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void assertNothingIsLeft(Path work) {
        awaitNobody();
        assertThat(work).isEmptyDirectory();
    }
}
