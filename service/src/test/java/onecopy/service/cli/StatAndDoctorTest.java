package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import onecopy.data.fault.Fault;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexLayout;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.service.coordinator.TestFleet.Outcome;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code stat} and {@code doctor} tell an operator, as processes: no fleet, a running one, a dead one. */
class StatAndDoctorTest {
    @TempDir
    private Path folder;

    private TestFleet fleet;

    @BeforeEach
    void load() {
        fleet = new TestFleet(folder);
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    private String stat(String format) {
        Outcome outcome = fleet.run("stat", "--once", "--format", format);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }

    private JsonNode statJson() {
        String text = stat("json");
        assertThat(text).hasLineCount(1);
        return JsonMapper.shared().readTree(text);
    }

    /** Whether doctor ends with 0 or 1 depends on the machine; that its figures agree with each other does not. */
    private JsonNode doctor() {
        Outcome outcome = fleet.run("doctor", "--format", "json");
        assertThat(outcome.err()).isEmpty();
        JsonNode json = JsonMapper.shared().readTree(outcome.out());
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(json.get("errors").intValue() == 0 ? 0 : 1);
        for (String level : List.of("error", "warning")) {
            assertThat(json.get(level + "s").longValue())
                    .isEqualTo(findings(json).filter(f -> f.get("level").asString().equals(level)).count());
        }
        assertThat(findings(json)).allSatisfy(
                finding -> assertThat(finding.get("remedy").isNull())
                        .isEqualTo(finding.get("level").asString().equals("ok")));
        return json;
    }

    private static Stream<JsonNode> findings(JsonNode json) {
        return StreamSupport.stream(json.get("findings").spliterator(), false);
    }

    private static JsonNode finding(JsonNode json, String topic) {
        return findings(json).filter(finding -> finding.get("topic").asString().equals(topic)).findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + topic + " in " + json));
    }

    private static String text(JsonNode json, String topic) {
        JsonNode finding = finding(json, topic);
        return finding.get("level").asString() + ": " + finding.get("text").asString();
    }

    private void askTheWorkedExample() {
        fleet.client().query(new Batch("worked", List.of(new RangeQuery(Range.atMost(7),
                List.of(Aggregate.sumOf("divisors")))), PlanKind.AUTO, Duration.ofSeconds(50)));
    }

    @Test
    void shouldSayThatNoFleetRuns() {
        for (String format : List.of("json", "table")) {
            assertThat(fleet.run("stat", "--once", "--format", format)).isEqualTo(new Outcome(
                    Fault.UNAVAILABLE.exitCode(), "", "onecopy: no coordinator runs in " + fleet.run().path()
                            + ": start one with 'onecopy serve', or name its run directory with --run\n"));
        }
        JsonNode json = doctor();
        assertThat(text(json, "fleet")).isEqualTo("ok: none runs here now");
        assertThat(text(json, "run directory")).isEqualTo("ok: " + fleet.run().path() + ", made by the coordinator");
        assertThat(text(json, "store")).endsWith(fleet.store().root() + ", 1 dataset");
        assertThat(fleet.run().path()).as("doctor changes nothing").doesNotExist();
    }

    @Test
    void shouldShowARunningFleet() {
        Process service = fleet.startService("serve", "--workers", "2");
        assertThat(stat("table")).contains("0 batches answered", "no batch yet");
        askTheWorkedExample();
        JsonNode after = statJson();
        assertThat(after.get("run").asString()).isEqualTo(fleet.run().path().toString());
        assertThat(after.get("coordinator_pid").longValue()).isEqualTo(service.pid());
        assertThat(after.get("coordinator_alive").booleanValue()).isTrue();
        assertThat(after.get("batches").longValue()).isEqualTo(1);
        assertThat(after.get("jobs").isEmpty()).isTrue();
        assertThat(after.get("last_batch").get("dataset").asString()).isEqualTo("worked");
        assertThat(after.get("last_batch").get("queries").longValue()).isEqualTo(1);
        List<Long> pids = fleet.client().status().workers();
        assertThat(StreamSupport.stream(after.get("workers").spliterator(), false)).hasSize(2)
                .allSatisfy(worker -> assertThat(worker.get("alive").booleanValue()).isTrue())
                .extracting(worker -> worker.get("pid").longValue()).isEqualTo(pids);
        String text = stat("table");
        assertThat(text).startsWith("fleet in " + fleet.run().path() + ": ")
                .contains("coordinator " + service.pid(), "1 batch answered",
                        "last batch: 1 query on worked@1, plan scan");
        pids.forEach(pid -> assertThat(text).containsPattern("(?m)^ *\\d +" + pid + " "));

        Outcome doctor = fleet.run("doctor");
        assertThat(doctor.out()).containsPattern("(?m)^ok +fleet +coordinator " + service.pid() + " with 2 workers$")
                .containsPattern("(Nothing stands in the way|\\d+ errors?, \\d+ warnings?)\\.\n$");
        assertThat(doctor.err()).isEmpty();
    }

    @Test
    void shouldNameWhatIsInQuarantine() throws IOException {
        fleet.startService("serve", "--workers", "1");
        assertThat(statJson().get("quarantine").isEmpty()).isTrue();
        cutByOneByte();
        assertThatThrownBy(this::askTheWorkedExample).hasMessageContaining("values.npy");
        JsonNode refused = statJson().get("quarantine").get(0);
        assertThat(refused.get("dataset").asString()).isEqualTo("worked");
        assertThat(refused.get("version").longValue()).isEqualTo(1);
        assertThat(refused.get("code").asString()).isEqualTo("corrupt");
        assertThat(refused.get("reason").asString()).contains("values.npy");
        assertThat(refused.get("seconds_left").longValue()).isBetween(1L, 60L);
        assertThat(refused.get("since_ms").longValue()).isLessThanOrEqualTo(System.currentTimeMillis());
        assertThat(stat("table")).containsPattern(
                "in quarantine since \\d\\d:\\d\\d:\\d\\d, for \\d+ s more: worked@1 \\(.*values.npy");
        assertThat(text(doctor(), "quarantine")).startsWith("error: worked@1 is refused for ");
    }

    @Test
    void shouldNameADamagedIndexThatBatchesDoWithout() throws IOException {
        Path manifest;
        try (DatasetVersion version = fleet.store().openCurrent("worked")) {
            IndexPublisher.publish(version, IndexOptions.DEFAULT);
            manifest = IndexFolders.current(version.folder()).orElseThrow().resolve(IndexLayout.MANIFEST);
        }
        fleet.startService("serve", "--workers", "1");
        Files.setPosixFilePermissions(manifest, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(manifest, "{");
        askTheWorkedExample();
        JsonNode damaged = statJson().get("quarantine").get(0);
        assertThat(damaged.get("kind").asString()).isEqualTo("index");
        assertThat(damaged.get("dataset").asString()).isEqualTo("worked");
        assertThat(damaged.get("seconds_left").longValue()).isZero();
        assertThat(stat("table")).containsPattern("in quarantine since \\d\\d:\\d\\d:\\d\\d, batches do without: "
                + "index of worked@1 \\(.*index\\.json");
        JsonNode doctor = doctor();
        assertThat(text(doctor, "quarantine")).startsWith("warning: batches do without the index of worked@1: ");
        assertThat(finding(doctor, "quarantine").get("remedy").asString()).contains("'onecopy index worked@1'");
    }

    @Test
    void shouldSayThatTheCoordinatorIsGone() {
        Process coordinator = fleet.startService("coordinator");
        coordinator.destroyForcibly();
        TestFleet.await("the coordinator is gone", () -> !coordinator.isAlive());
        assertThat(statJson().get("coordinator_alive").booleanValue()).isFalse();
        assertThat(stat("table")).contains("coordinator " + coordinator.pid() + " is gone");
        assertThat(text(doctor(), "fleet"))
                .isEqualTo("warning: coordinator " + coordinator.pid() + " is gone, its files are not");
    }

    @Test
    void shouldEndWithOneWhereADatasetIsDamaged() throws IOException {
        cutByOneByte();
        JsonNode json = doctor();
        assertThat(json.get("errors").intValue()).isPositive();
        assertThat(text(json, "dataset")).startsWith("error: worked@1: ").contains("is truncated");
        assertThat(finding(json, "dataset").get("remedy").asString()).contains("onecopy drop worked@1");
        Outcome doctor = fleet.run("doctor", "--format", "table");
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).containsPattern("(?m)^ERROR +dataset +worked@1: ")
                .containsPattern("(?m)^ +-> load it again");
    }

    @Test
    void shouldAdviseToRemoveALinkInPlaceOfADataset() throws IOException {
        Path link = Files.createSymbolicLink(fleet.store().layout().datasetFolder("lk"), Path.of("worked"));
        JsonNode finding = finding(doctor(), "dataset");
        assertThat(finding.get("text").asString()).startsWith("lk@1: ").contains("it is a symbolic link");
        assertThat(finding.get("remedy").asString()).isEqualTo("remove the link: rm '" + link + "'");
    }

    private void cutByOneByte() throws IOException {
        try (DatasetVersion version = fleet.store().openCurrent("worked")) {
            assertThat(version.valuesFile().toFile().setWritable(true)).isTrue();
            try (FileChannel file = FileChannel.open(version.valuesFile(), StandardOpenOption.WRITE)) {
                file.truncate(version.manifest().valuesFileBytes() - 1);
            }
        }
    }
}
