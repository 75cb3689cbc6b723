package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import onecopy.data.command.Installation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the real launcher as a process, in an empty environment, with a java that prints what it was given. */
class LauncherTest {
    private static final String ABSENT_FEATURE = "99";
    private static final List<String> TOOLS = List.of("bash", "cat", "cksum", "dirname", "env", "find", "grep", "head",
            "mkdir",
            "mktemp", "readlink", "rm", "sed", "sleep", "touch", "uname");
    private static final List<String> COMMANDS = List.of("demo", "load", "list", "describe", "verify", "index", "drop",
            "serve",
            "coordinator", "worker", "stop", "query", "stat", "prove", "doctor");

    @TempDir
    Path temporary;

    private final Map<String, String> environment = new TreeMap<>();
    private Path home;
    private Path tools;
    private Path jdk;

    private record Outcome(int exitCode, String out, String err, long pid) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    @BeforeEach
    void installAFakeDistribution() throws IOException {
        home = Files.createDirectories(temporary.resolve("a folder with spaces/onecopy-9.8.7"));
        Files.copy(Installation.require().launcher(), home.resolve("onecopy"));
        Files.createDirectories(home.resolve("config/jvm"));
        Files.createDirectories(home.resolve("lib"));
        for (String jar : List.of("agrona-1.jar", "onecopy-data-9.8.7.jar", "onecopy-service-9.8.7.jar",
                "zeta-2.jar")) {
            Files.createFile(home.resolve("lib").resolve(jar));
        }
        tools = Files.createDirectories(temporary.resolve("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), locate(tool));
        }
        jdk = fakeJdk("jdk", "25.0.1");
        environment.put("PATH", tools.toString());
        environment.put("ONECOPY_JAVA", jdk.toString());
    }

    private static Path locate(String tool) {
        return List.of("/bin", "/usr/bin").stream().map(folder -> Path.of(folder, tool)).filter(Files::isExecutable)
                .findFirst().orElseThrow();
    }

    private Path fakeJdk(String name, String version) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(name));
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("release"),
                "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
        script(folder.resolve("bin/java"), """
                #!/usr/bin/env bash
                printf '%s\\n' "jdk=${0%%/bin/java}" "pid=$$" "locale=${LC_ALL:-}" "$@"
                """);
        return folder;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void wantAnAbsentJdk() throws IOException {
        Path launcher = home.resolve("onecopy");
        String text = Files.readString(launcher);
        assertThat(text).contains("JDK_FEATURE=25");
        Files.writeString(launcher, text.replace("JDK_FEATURE=25", "JDK_FEATURE=" + ABSENT_FEATURE));
        environment.remove("ONECOPY_JAVA");
    }

    private Outcome run(String... arguments) throws Exception {
        return runFrom(temporary, home.resolve("onecopy"), arguments);
    }

    private Outcome runFrom(Path folder, Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(temporary, "out", "");
        Path err = Files.createTempFile(temporary, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the launcher ends").isTrue();
        return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8), process.pid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void shouldShowEveryCommandWithoutAJvm(String argument) throws Exception {
        wantAnAbsentJdk();
        Outcome outcome = argument.isEmpty() ? run() : run(argument);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        for (String command : COMMANDS) {
            assertThat(outcome.out()).containsPattern("(?m)^  " + command + "\\b");
        }
        assertThat(outcome.lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void shouldTellItsVersionWithoutAJvm() throws Exception {
        wantAnAbsentJdk();
        assertThat(run("--version").out()).isEqualTo("onecopy 9.8.7\n");
    }

    @ParameterizedTest
    @CsvSource({"qeury,'query'", "statt,'stat'", "coord,'coordinator'", "LOAD,--help", "frobnicate,--help"})
    void shouldAnswerAnUnknownCommandWithASuggestion(String given, String suggested) throws Exception {
        Outcome outcome = run(given);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("onecopy: unknown command '" + given + "'").contains(suggested)
                .hasLineCount(1);
    }

    @Test
    void shouldSayThatTheWorkingDirectoryIsGone() throws Exception {
        Path script = temporary.resolve("from-nowhere");
        script(script, "#!/usr/bin/env bash\nmkdir gone && cd gone && rm -r \"$PWD\"\nexec '"
                + home.resolve("onecopy") + "' \"$@\"\n");
        Outcome outcome = runFrom(temporary, script, "list");
        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().filter(line -> line.startsWith("onecopy: ")))
                .singleElement().asString().contains("working directory").contains("change to another");
    }

    @Test
    void shouldSayHowToGetAJdkWhereThereIsNone() throws Exception {
        wantAnAbsentJdk();
        environment.clear();
        Outcome outcome = run("list");
        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("onecopy: no JDK " + ABSENT_FEATURE + " found").contains("ONECOPY_JAVA",
                "JAVA_HOME", "PATH", "adoptium").hasLineCount(1);
    }

    @Test
    void shouldRefuseAnOlderJavaThatWasNamed() throws Exception {
        environment.put("ONECOPY_JAVA", fakeJdk("old", "17.0.15").toString());
        Outcome outcome = run("list");
        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.err()).contains("is Java 17, but onecopy needs JDK 25").hasLineCount(1);
    }

    @Test
    void shouldRefuseANamedJavaThatIsNone() throws Exception {
        environment.put("ONECOPY_JAVA", temporary.resolve("nothing").toString());
        assertThat(run("list").err()).contains("is neither a JDK folder nor a java executable").hasLineCount(1);
    }

    @Test
    void shouldTakeTheNamedJavaThenJavaHomeThenPath() throws Exception {
        Path byHome = fakeJdk("by home", "25");
        Path byPath = fakeJdk("by path", "25.0.3");
        environment.put("ONECOPY_JAVA", jdk.resolve("bin/java").toString());
        environment.put("JAVA_HOME", byHome.toString());
        Files.createSymbolicLink(tools.resolve("java"), byPath.resolve("bin/java"));
        assertThat(run("list").lines()).contains("jdk=" + jdk);
        environment.remove("ONECOPY_JAVA");
        assertThat(run("list").lines()).contains("jdk=" + byHome);
        environment.put("JAVA_HOME", fakeJdk("old", "21").toString());
        assertThat(run("list").lines()).contains("jdk=" + byPath);
        assertThat(run("--java-home").out()).isEqualTo(byPath + "\n");
    }

    @Test
    void shouldWorkThroughSymbolicLinksFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectories(temporary.resolve("else where"));
        Files.createSymbolicLink(home.resolve("relative"), Path.of("onecopy"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("oc"), home.resolve("relative"));
        assertThat(runFrom(elsewhere, link, "list").lines()).contains("-Donecopy.home=" + home.toRealPath());
        assertThat(runFrom(elsewhere, Path.of("./oc"), "list").lines())
                .contains("-Donecopy.home=" + home.toRealPath());
    }

    @ParameterizedTest
    @CsvSource({"load,loader,onecopy.loader.cli.LoaderMain", "verify,loader,onecopy.loader.cli.LoaderMain",
        "index,loader,onecopy.loader.cli.LoaderMain",
        "list,client,onecopy.loader.cli.LoaderMain", "describe,client,onecopy.loader.cli.LoaderMain",
        "drop,client,onecopy.loader.cli.LoaderMain", "serve,coordinator,onecopy.service.cli.ServiceMain",
        "coordinator,coordinator,onecopy.service.cli.ServiceMain",
        "query,client,onecopy.service.cli.ServiceMain", "stop,client,onecopy.service.cli.ServiceMain",
        "prove,client,onecopy.service.cli.ServiceMain", "bench,bench,onecopy.service.cli.ServiceMain",
        "demo,loader,onecopy.service.cli.ServiceMain"})
    void shouldGiveEachCommandItsProgramAndItsJvm(String command, String role, String mainClass) throws Exception {
        List<String> lines = run(command, "x").lines();
        assertThat(lines).contains("@" + home.toRealPath() + "/config/jvm/" + role + ".args");
        assertThat(lines).endsWith(mainClass, command, "x");
        boolean computes = role.equals("bench");
        assertThat(lines.contains("@" + home.toRealPath() + "/config/jvm/vector.args")).isEqualTo(computes);
    }

    @Test
    void shouldStartAWorkerByItsOwnProgram() throws Exception {
        List<String> lines = run("worker", "--run", "x").lines();
        assertThat(lines).contains("@" + home.toRealPath() + "/config/jvm/worker.args",
                "@" + home.toRealPath() + "/config/jvm/vector.args");
        assertThat(lines).endsWith("onecopy.service.worker.WorkerMain", "--run", "x");
    }

    @Test
    void shouldGoWithoutTheVectorApiWhereTheJdkHasNone() throws Exception {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base\"\n");
        assertThat(run("worker").out()).contains("worker.args").doesNotContain("vector.args");
    }

    @Test
    void shouldHandOverEveryArgumentUntouched() throws Exception {
        List<String> arguments = List.of("query", "two words", "", "*", "$HOME", "--x='y'", "\\");
        assertThat(run(arguments.toArray(String[]::new)).lines())
                .endsWith(arguments.toArray(String[]::new));
    }

    @Test
    void shouldPutOurJarsFirstAndTheOthersInOrder() throws Exception {
        Path lib = home.toRealPath().resolve("lib");
        assertThat(run("list").lines()).contains(lib
                + "/onecopy-data-9.8.7.jar:" + lib + "/onecopy-service-9.8.7.jar:" + lib + "/agrona-1.jar:" + lib
                + "/zeta-2.jar");
    }

    @Test
    void shouldBecomeTheJvmSoThatSignalsReachIt() throws Exception {
        Outcome outcome = run("list");
        assertThat(outcome.lines()).contains("pid=" + outcome.pid());
    }

    @Test
    void shouldTurnHelpForACommandIntoThatCommandsHelp() throws Exception {
        assertThat(run("help", "query").lines()).endsWith("query", "--help");
    }

    @Test
    void shouldUseUtf8WhereNoLocaleIsSet() throws Exception {
        assertThat(run("list").lines()).contains("locale=C.UTF-8");
        environment.put("LANG", "de_DE.UTF-8");
        assertThat(run("list").lines()).contains("locale=");
    }

    @Test
    void shouldPassTheLogLevelOn() throws Exception {
        environment.put("ONECOPY_LOG", "debug");
        assertThat(run("list").lines()).contains("-Dorg.slf4j.simpleLogger.log.onecopy=debug");
    }

    @Test
    void shouldRefuseAFolderThatNoClassPathCanName() throws Exception {
        Path odd = Files.createDirectories(temporary.resolve("a:b"));
        Files.copy(home.resolve("onecopy"), odd.resolve("onecopy"));
        Outcome outcome = runFrom(temporary, odd.resolve("onecopy"), "list");
        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.err()).contains("':'").hasLineCount(1);
    }

    private Path checkout() throws IOException {
        Path root = Files.createDirectories(temporary.resolve("a checkout"));
        Files.copy(home.resolve("onecopy"), root.resolve("onecopy"));
        for (String file : List.of("pom.xml", "README.md", "CHANGELOG.md", "LICENSE", "config/onecopy.properties",
                "data/pom.xml", "data/src/main/java/A.java", "data/src/main/java/B.java",
                "data/src/test/java/ATest.java")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "<version>1.2.3</version>\n");
        }
        age(root, Instant.now().minusSeconds(60));
        return root;
    }

    private static void age(Path root, Instant to) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(to));
            }
        }
    }

    private void fakeMaven(Path root) throws IOException {
        script(tools.resolve("mvn"), """
                #!/usr/bin/env bash
                echo "a line of the build"
                echo built >>'%1$s/builds'
                mkdir -p '%1$s/target/onecopy/lib'
                """.formatted(root));
    }

    private static long builds(Path root) throws IOException {
        Path record = root.resolve("builds");
        return Files.exists(record) ? Files.readAllLines(record).size() : 0;
    }

    @Test
    void shouldBuildACheckoutOnceAndAgainWhenASourceChanged() throws Exception {
        Path root = checkout();
        fakeMaven(root);
        Outcome first = runFrom(temporary, root.resolve("onecopy"), "list");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).doesNotContain("a line of the build");
        assertThat(first.err()).contains("building", "a line of the build");
        assertThat(first.lines()).contains("-Donecopy.home=" + root.toRealPath() + "/target/onecopy");
        assertThat(builds(root)).isEqualTo(1);

        Outcome second = runFrom(temporary, root.resolve("onecopy"), "list");
        assertThat(second.err()).isEmpty();
        assertThat(builds(root)).isEqualTo(1);

        Instant later = Instant.now().plusSeconds(5);
        Files.setLastModifiedTime(root.resolve("data/src/test/java/ATest.java"), FileTime.from(later));
        runFrom(temporary, root.resolve("onecopy"), "list");
        assertThat(builds(root)).as("a changed test needs no build").isEqualTo(1);

        Files.setLastModifiedTime(root.resolve("data/src/main/java/A.java"), FileTime.from(later));
        runFrom(temporary, root.resolve("onecopy"), "list");
        assertThat(builds(root)).isEqualTo(2);
    }

    @Test
    void shouldBuildAgainWhenASourceWasRemoved() throws Exception {
        Path root = checkout();
        fakeMaven(root);
        runFrom(temporary, root.resolve("onecopy"), "list");
        Files.setLastModifiedTime(root.resolve("target/onecopy/lib"), FileTime.from(Instant.now().minusSeconds(9)));
        Files.delete(root.resolve("data/src/main/java/B.java"));
        runFrom(temporary, root.resolve("onecopy"), "list");
        assertThat(builds(root)).isEqualTo(2);
    }

    @Test
    void shouldSayThatTheBuildFailed() throws Exception {
        Path root = checkout();
        script(tools.resolve("mvn"), "#!/usr/bin/env bash\necho no such symbol\nexit 1\n");
        Outcome outcome = runFrom(temporary, root.resolve("onecopy"), "list");
        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("no such symbol", "onecopy: the build failed");
        assertThat(root.resolve("target/.building")).doesNotExist();
    }

    @Test
    void shouldSayThatMavenIsMissing() throws Exception {
        Outcome outcome = runFrom(temporary, checkout().resolve("onecopy"), "list");
        assertThat(outcome.exitCode()).isEqualTo(10);
        assertThat(outcome.err()).contains("needs Maven", "apt-get install maven").hasLineCount(1);
    }

    @Test
    void shouldTakeOverTheLockOfABuildThatDied() throws Exception {
        Path root = checkout();
        fakeMaven(root);
        Path lock = Files.createDirectories(root.resolve("target/.building"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        assertThat(runFrom(temporary, root.resolve("onecopy"), "list").exitCode()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void shouldShowTheOverviewOfACheckoutWithoutBuildingIt() throws Exception {
        Path root = checkout();
        assertThat(runFrom(temporary, root.resolve("onecopy")).exitCode()).isZero();
        assertThat(runFrom(temporary, root.resolve("onecopy"), "--version").out()).isEqualTo("onecopy 1.2.3\n");
        assertThat(root.resolve("target")).doesNotExist();
    }
}
