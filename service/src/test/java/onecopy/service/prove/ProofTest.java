package onecopy.service.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecopy.service.control.LastBatch;
import onecopy.service.proc.FileShare;
import onecopy.service.proc.ProcessMemory;
import onecopy.service.prove.ProofRow.Role;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProofTest {
    private static final long FILE_BYTES = 4L << 30;
    private static final LastBatch BATCH = new LastBatch("big", 1, "scan", 13, 2, 40, FILE_BYTES, 20_000, 300, 900,
            100_000_000, 0);

    private final List<ProofRow> rows = new ArrayList<>(List.of(
            row(Role.COORDINATOR, "coordinator", FileShare.NONE, 30L << 20),
            row(Role.WORKER, "worker 0", clean(FILE_BYTES, FILE_BYTES / 2), 20L << 20),
            row(Role.WORKER, "worker 1", clean(FILE_BYTES, FILE_BYTES / 2), 21L << 20)));

    private static FileShare clean(long rss, long pss) {
        return new FileShare(1, true, true, FILE_BYTES, rss, pss, 0, 0, 0);
    }

    private static ProofRow row(Role role, String name, FileShare file, long own) {
        return new ProofRow(role, name, new ProcessMemory(1, file, own));
    }

    private Proof proof() {
        return new Proof("big", 1, "/store/big/1/values.npy", FILE_BYTES, FILE_BYTES, rows, Optional.of(BATCH));
    }

    private void shouldFail(Proof proof, String claim) {
        assertThat(proof.holds()).isFalse();
        assertThat(proof.claims().stream().filter(c -> !c.holds()).map(Claim::name)).containsExactly(claim);
        assertThat(proof.sentence()).startsWith("Not proven: ");
    }

    @Test
    void shouldHoldWhereTheSharesAddUpToTheFile() {
        assertThat(proof().holds()).as(proof().claims().toString()).isTrue();
        assertThat(proof().sentence()).startsWith("Memory holds the numbers once").contains("8.00 GiB", "4.00 GiB");
    }

    @Test
    void shouldNotCountWhatForeignProcessesMap() {
        rows.add(row(Role.OTHER, "python3", clean(FILE_BYTES, FILE_BYTES), 900L << 20));
        assertThat(proof().holds()).isTrue();
        assertThat(proof().fleetRssBytes()).isEqualTo(2 * FILE_BYTES);
    }

    @Test
    void shouldFailWhereAWorkerMapsItWritable() {
        rows.set(1, row(Role.WORKER, "worker 0", new FileShare(1, false, true, 1, 1, 1, 0, 0, 0), 1));
        shouldFail(proof(), "mapped_read_only_and_shared");
    }

    @Test
    void shouldFailWhereNoWorkerMapsIt() {
        rows.replaceAll(row -> row(row.role(), row.name(), FileShare.NONE, 1));
        shouldFail(proof(), "mapped_read_only_and_shared");
        assertThat(proof().sentence()).contains("--plan scan");
    }

    @Test
    void shouldFailWhereAPageWasCopied() {
        rows.set(1, row(Role.WORKER, "worker 0", new FileShare(1, true, true, 1, 4096, 4096, 0, 4096, 4096), 1));
        shouldFail(proof(), "no_private_copies");
    }

    @Test
    void shouldFailWhereTheSharesAddUpToMoreThanTheFile() {
        rows.set(1, row(Role.WORKER, "worker 0", clean(FILE_BYTES, FILE_BYTES), 1));
        shouldFail(proof(), "counted_once");
    }

    @Test
    void shouldFailWhereAWorkerIsLarge() {
        rows.set(1, row(Role.WORKER, "worker 0", clean(FILE_BYTES, 1), Proof.OWN_BYTES_LIMIT + 1));
        shouldFail(proof(), "small_workers");
    }

    @Test
    void shouldFailWhereTheDataWouldHaveCrossed() {
        LastBatch moved = new LastBatch("big", 1, "scan", 1, 2, 40, FILE_BYTES, 20_000, 300, FILE_BYTES, 1, 0);
        shouldFail(new Proof("big", 1, "f", FILE_BYTES, FILE_BYTES, rows, Optional.of(moved)), "little_crossed");
        shouldFail(new Proof("big", 1, "f", FILE_BYTES, FILE_BYTES, rows, Optional.empty()), "little_crossed");
    }

    @Test
    void shouldAllowManyThresholdsOverFewNumbers() {
        LastBatch batch = new LastBatch("small", 1, "scan", 1_000_000, 2, 1, 24, 1000, 40_000_000, 90_000_000, 1, 0);
        assertThat(new Proof("small", 1, "f", FILE_BYTES, FILE_BYTES, rows, Optional.of(batch)).holds()).isTrue();
    }

    @Test
    void shouldPrintATableThatAddsUp() {
        rows.add(row(Role.OTHER, "python3", clean(4096, 4096), 1 << 20));
        StringWriter text = new StringWriter();
        ProofText.print(proof(), new PrintWriter(text, true));
        assertThat(text.toString()).contains("big@1: /store/big/1/values.npy, 4,294,967,296 bytes")
                .containsPattern("worker 1 +1 +read-only, shared +4,096.0 +2,048.0 +0.0 +0.0 +21.0")
                .containsPattern("coordinator +1 +no ").containsPattern("python3 \\(not ours\\)")
                .containsPattern("fleet, added up +8,192.0 +4,096.0").contains("  yes  2 of 2 workers map the file");
        assertThat(text.toString().lines()).allMatch(line -> line.length() <= 140);
    }

    @Test
    void shouldSayTheSameInJson() {
        JsonNode json = JsonMapper.shared().valueToTree(ProofJson.of(proof()));
        assertThat(json.get("holds").booleanValue()).isTrue();
        assertThat(json.get("fleet_pss_bytes").longValue()).isEqualTo(FILE_BYTES);
        assertThat(json.get("processes").get(1).get("role").stringValue()).isEqualTo("worker");
        assertThat(json.get("last_batch").get("crossed_bytes").longValue()).isEqualTo(21_200);
        assertThat(json.get("claims").size()).isEqualTo(5);
    }
}
