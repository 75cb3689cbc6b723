package onecopy.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.watch.ExpositionParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What an operator sees of a real service: ids, metrics, log lines and recordings. */
class WatchedServiceTest {
    private static final int ELEMENTS = 100_000;
    private static final String SCAN = "{\"dataset\": \"numbers\", \"plan\": \"scan\", \"queries\": [{\"at_most\": 7}]}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static Process service;

    @BeforeAll
    static void serve() {
        fleet = new TestFleet(folder);
        fleet.load("numbers", LongStream.range(0, ELEMENTS).toArray());
        service = fleet.startService("serve", "--workers", "2", "--log-format", "json", "--log-slow", "0s");
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest
                    .newBuilder(URI.create(Files.readString(fleet.run().endpointFile()).strip() + path))
                    .timeout(Duration.ofMinutes(1))
                    .header("Authorization", "Bearer " + Files.readString(fleet.run().tokenFile()).strip())
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request = request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String batchOf(HttpResponse<String> response) {
        return response.headers().firstValue("X-Batch-Id").orElseThrow();
    }

    private static Map<String, Double> scrape() {
        HttpResponse<String> page = send("GET", "/v1/metrics", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        return ExpositionParser.parse(page.body());
    }

    /** The line is written just after the response. */
    private static JsonNode lineOf(String batch) {
        List<JsonNode> found = new ArrayList<>();
        TestFleet.await("the log tells of batch " + batch, () -> {
            fleet.err(service).lines().filter(line -> line.contains(batch)).map(JSON::readTree).forEach(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    @Test
    void shouldNameEveryBatchInItsResponseAndInTheLog() {
        HttpResponse<String> good = send("POST", "/v1/query", SCAN, "X-Request-Id", "report-7");
        HttpResponse<String> bad = send("POST", "/v1/query", "{\"dataset\": \"no=such\\nthing\", \"queries\": []}",
                "X-Request-Id", "two words");
        HttpResponse<String> garbled = send("POST", "/v1/query", "{");

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.headers().firstValue("X-Request-Id")).contains("report-7");
        assertThat(bad.headers().firstValue("X-Request-Id")).isEmpty();
        assertThat(List.of(batchOf(good), batchOf(bad), batchOf(garbled))).isSorted().doesNotHaveDuplicates();
        assertThat(JSON.readTree(bad.body()).at("/error/batch").asString()).isEqualTo(batchOf(bad));
        assertThat(JSON.readTree(garbled.body()).at("/error/batch").asString()).isEqualTo(batchOf(garbled));

        JsonNode line = lineOf(batchOf(good));
        assertThat(line.get("request").asString()).isEqualTo("report-7");
        assertThat(line.get("dataset").asString()).isEqualTo("numbers");
        assertThat(line.get("version").asLong()).isEqualTo(1);
        assertThat(line.get("plan").asString()).isEqualTo("scan");
        assertThat(line.get("queries").asInt()).isEqualTo(1);
        assertThat(line.get("scanned").asLong()).isEqualTo(ELEMENTS);
        assertThat(line.get("workers").asInt()).isBetween(1, 2);
        assertThat(line.get("elapsed_us").asLong()).isPositive();
        assertThat(line.get("outcome").asString()).isEqualTo("ok");
        assertThat(line.get("level").asString()).isEqualTo("info");
        assertThat(line.get("pid").asLong()).isEqualTo(service.pid());
        assertThat(line.get("time").asString()).matches("20.*T.*Z");
        assertThat(lineOf(batchOf(bad)).get("dataset").asString()).isEqualTo("no?such?thing");
        assertThat(lineOf(batchOf(garbled)).get("outcome").asString()).isEqualTo("invalid_argument");
    }

    @Test
    void shouldWriteNothingButJsonToTheLog() {
        lineOf(batchOf(send("POST", "/v1/query", SCAN)));
        assertThat(fleet.err(service).lines()).allSatisfy(line -> assertThat(JSON.readTree(line).isObject()).isTrue());
        assertThat(fleet.err(service)).contains("joined the fleet").contains("worker_pid");
    }

    @Test
    void shouldCountWhatHappens() {
        Map<String, Double> before = scrape();
        send("POST", "/v1/query", SCAN);
        send("POST", "/v1/query", "{\"dataset\": \"nix\", \"queries\": []}");
        TestFleet.signal(fleet.look().workers().getFirst().pid(), "KILL");
        TestFleet.await("the death is counted and the worker replaced", () -> {
            Map<String, Double> now = scrape();
            return grown("onecopy_worker_deaths_total", before, now) == 1
                    && grown("onecopy_worker_restarts_total", before, now) == 1 && now.get("onecopy_workers") == 2;
        });
        Map<String, Double> after = scrape();

        assertThat(grown("onecopy_batches_total{outcome=\"ok\",plan=\"scan\"}", before, after)).isEqualTo(1);
        assertThat(grown("onecopy_batches_total{outcome=\"not_found\",plan=\"none\"}", before, after)).isEqualTo(1);
        assertThat(grown("onecopy_batch_duration_seconds_count", before, after)).isEqualTo(2);
        assertThat(grown("onecopy_queries_total", before, after)).isEqualTo(1);
        assertThat(grown("onecopy_scanned_elements_total", before, after)).isEqualTo(ELEMENTS);
        assertThat(grown("onecopy_socket_bytes_total{direction=\"in\"}", before, after)).isGreaterThan(SCAN.length());
        assertThat(grown("onecopy_chunks_done_total", before, after)).isPositive();
        assertThat(after).containsEntry("onecopy_workers_supervised", 2.0).containsEntry("onecopy_batches_running", 0.0)
                .containsEntry("onecopy_quarantined{kind=\"version\"}", 0.0)
                .hasEntrySatisfying("process_resident_memory_bytes", bytes -> assertThat(bytes).isGreaterThan(1e6))
                .hasEntrySatisfying("onecopy_worker_resident_memory_bytes{kind=\"anonymous\",worker=\"1\"}",
                        bytes -> assertThat(bytes).isGreaterThan(1e6))
                .hasEntrySatisfying("onecopy_worker_heartbeat_age_seconds{worker=\"1\"}",
                        age -> assertThat(age).isBetween(0.0, 60.0));
    }

    private static double grown(String series, Map<String, Double> before, Map<String, Double> after) {
        return after.get(series) - before.get(series);
    }

    @Test
    void shouldLetNobodyScrapeWithoutTheToken() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create(Files.readString(fleet.run().endpointFile()).strip() + "/v1/metrics");
            assertThat(client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode()).isEqualTo(401);
        }
    }

    @Test
    void shouldLeaveBatchPlanAndChunksInFlightRecordings() throws IOException {
        List<Long> pids = new ArrayList<>(List.of(service.pid()));
        fleet.look().workers().forEach(worker -> pids.add(worker.pid()));
        // Where killed processes leave nothing for others to find.
        pids.forEach(pid -> jcmd(pid, "JFR.configure", "repositorypath=" + folder));
        pids.forEach(pid -> jcmd(pid, "JFR.start", "name=test"));
        String batch = batchOf(send("POST", "/v1/query", SCAN));
        lineOf(batch);
        List<RecordedEvent> events = new ArrayList<>();
        for (long pid : pids) {
            Path file = folder.resolve(pid + ".jfr");
            jcmd(pid, "JFR.stop", "name=test", "filename=" + file);
            RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("onecopy.")
                            && batch.equals(event.getString("batch")))
                    .forEach(events::add);
        }

        RecordedEvent whole = only("onecopy.Batch", events);
        assertThat(whole.getString("dataset")).isEqualTo("numbers");
        assertThat(whole.getLong("version")).isEqualTo(1);
        assertThat(whole.getString("plan")).isEqualTo("scan");
        assertThat(whole.getInt("queries")).isEqualTo(1);
        assertThat(whole.getLong("scannedElements")).isEqualTo(ELEMENTS);
        assertThat(whole.getString("outcome")).isEqualTo("ok");
        assertThat(whole.getDuration()).isPositive();
        RecordedEvent plan = only("onecopy.Plan", events);
        assertThat(plan.getString("plan")).isEqualTo("scan");
        assertThat(plan.getDuration("estimate")).isPositive();
        assertThat(plan.getDuration()).isLessThanOrEqualTo(whole.getDuration());
        List<RecordedEvent> chunks = all("onecopy.Chunk", events);
        assertThat(chunks.stream().mapToLong(chunk -> chunk.getLong("elements")).sum()).isEqualTo(ELEMENTS);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.getInt("worker")).isBetween(0, 1);
            assertThat(chunk.getLong("startElement")).isBetween(0L, (long) ELEMENTS);
            assertThat(chunk.getDuration()).isPositive();
        });
    }

    private static RecordedEvent only(String name, List<RecordedEvent> events) {
        assertThat(all(name, events)).hasSize(1);
        return all(name, events).getFirst();
    }

    private static List<RecordedEvent> all(String name, List<RecordedEvent> events) {
        return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    }

    private static void jcmd(long pid, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "jcmd", ".txt");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile())
                    .start();
            TestFleet.await("jcmd ends", () -> !process.isAlive());
            assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
