package onecopy.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import onecopy.service.coordinator.TestFleet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More callers than a service of one worker takes on: two batches run, two wait. */
@Timeout(180)
class OverloadTest {
    private static final long SEED = 90_125;
    private static final int CLIENTS = 200;
    private static final long RUSH_NS = TimeUnit.SECONDS.toNanos(3);
    private static final String LIGHT = "{\"dataset\": \"worked\", \"queries\": [{\"at_most\": 7}], \"aggregates\": [\"divisors\"], \"plan\": \"%s\"}";
    /** Refused as busy where all places are taken, and otherwise as wrong without taking one. */
    private static final String NOT_WORTH_A_PLACE = "{";
    private static final long MINUTE_MS = 60_000;

    @TempDir
    private static Path folder;

    private static TestFleet fleet;

    private final List<RawCaller> callers = new ArrayList<>();

    @BeforeAll
    static void serve() {
        fleet = new TestFleet(folder);
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        fleet.load("heavy", new Random(SEED).longs(400_000, Long.MAX_VALUE / 2, Long.MAX_VALUE).toArray());
        fleet.startService("serve", "--workers", "1", "--max-running", "2", "--max-waiting", "2");
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @AfterEach
    void hangUp() throws IOException {
        for (RawCaller caller : callers) {
            caller.close();
        }
        TestFleet.await("nothing runs", () -> fleet.client().status().runningBatches() == 0);
    }

    private RawCaller caller() throws IOException {
        RawCaller caller = new RawCaller(fleet.run());
        callers.add(caller);
        return caller;
    }

    private static String heavy(int threshold, long timeoutMs) {
        return "{\"dataset\": \"heavy\", \"queries\": [{\"at_least\": " + threshold
                + ", \"aggregates\": [\"divisors\"]}], \"timeout_ms\": " + timeoutMs + "}";
    }

    private List<RawCaller> fillEveryPlace() throws IOException {
        List<RawCaller> inside = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            inside.add(caller().ask(heavy(i, MINUTE_MS)));
        }
        TestFleet.await("all places are taken", () -> {
            try (RawCaller caller = new RawCaller(fleet.run())) {
                return caller.ask(NOT_WORTH_A_PLACE).receive().isBusy();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return inside;
    }

    @Test
    void shouldRefuseAtOnceWithAHintAndStillTellItsStatus() throws IOException {
        fillEveryPlace();
        RawCaller.Answer refusal = caller().ask(String.format(LIGHT, "auto")).receive();
        assertThat(refusal.isBusy()).as("%s", refusal).isTrue();
        assertThat(refusal.head()).containsIgnoringCase("\r\nRetry-After: ");
        assertThat(refusal.body()).contains("2 batches run and 2 wait", "\"retryable\":true")
                .containsPattern("\"retry_after_ms\":[1-9]");
        assertThat(caller().begin("POST", "/v1/query", RequestBody.MAX_BYTES).receive().isBusy())
                .as("refused before its body was sent").isTrue();
        assertThat(caller().status().receive().body()).contains("\"running_batches\":2");
    }

    @Test
    void shouldServeWhoWaitsWhenAnotherHangsUp() throws IOException {
        List<RawCaller> inside = fillEveryPlace();
        inside.get(2).close();
        TestFleet.await("a place in the queue is free", () -> {
            try {
                RawCaller next = caller().ask(heavy(9, 1_000));
                RawCaller.Answer answer = next.receive();
                assertThat(answer.isBusy() || answer.status() == 504).as("%s", answer).isTrue();
                return answer.status() == 504 && answer.body().contains("waited 1000 ms for its turn");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        inside.get(0).close();
        inside.get(1).close();
        assertThat(caller().ask(String.format(LIGHT, "auto")).receive().body()).contains("\"divisors\":9");
    }

    @Test
    void shouldAnswerWhoClosedItsHalfAfterTheRequest() throws IOException {
        RawCaller.Answer late = caller().ask(heavy(1, 1_500)).endSending().receive();
        assertThat(late.status()).as("%s", late).isEqualTo(504);
        assertThat(late.body()).contains("\"code\":\"timeout\"");
        RawCaller.Answer answer = caller().ask(String.format(LIGHT, "scan")).endSending().receive();
        assertThat(answer.body()).contains("\"divisors\":9");
    }

    @Test
    void shouldRefuseARequestThatIsTooLongWithoutReadingIt() throws IOException {
        RawCaller.Answer refusal = caller().begin("POST", "/v1/query", RequestBody.MAX_BYTES + 1).receive();
        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.body()).contains("\"code\":\"too_large\"", "longer than 268435456 bytes",
                "\"retryable\":false");
    }

    @Test
    void shouldReadALongRequestOnlyInItsTurnAndAnswerIt() throws IOException {
        String many = "{\"dataset\": \"worked\", \"queries\": [{\"at_most\": [" + "7,".repeat(50_000) + "7]}]}";
        RawCaller.Answer answer = caller().ask(many).receive();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"count\":3").hasSizeGreaterThan(50_000);
        RawCaller chunked = caller().send("POST /v1/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token() + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < many.length(); i += 10_000) {
            String piece = many.substring(i, Math.min(many.length(), i + 10_000));
            chunked.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
        }
        assertThat(chunked.send("0\r\n\r\n").receive().body()).contains("\"count\":3").hasSizeGreaterThan(50_000);
    }

    private static String token() throws IOException {
        return Files.readString(fleet.run().tokenFile()).strip();
    }

    @Test
    void shouldServeOthersBesideCallersWhoNeitherWriteNorRead() throws IOException {
        for (int i = 0; i < 300; i++) {
            RawCaller slow = caller();
            switch (i % 5) {
                case 0 -> slow.send("POST /v1/que");
                case 1 -> slow.begin("POST", "/v1/query", 1_000).send("{\"dataset\"");
                case 2 -> slow.ask(String.format(LIGHT, "index"));
                case 3 -> slow.send("rubbish\r\n\r\n");
                default -> slow.begin("POST", "/v1/query", 0, "Authorization: nonsense");
            }
        }
        RawCaller caller = caller();
        for (int i = 0; i < 10; i++) {
            assertThat(caller.ask(String.format(LIGHT, "auto")).receive().body()).contains("\"divisors\":9");
        }
        assertThat(caller.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n").isClosedByServer()).isTrue();
    }

    @Test
    void shouldAnswerRepeatsFromTheFirstAndKeepItAliveForThem() throws IOException {
        String batch = heavy(5, MINUTE_MS);
        RawCaller first = caller().ask(batch, "Idempotency-Key: \"repeated\"");
        TestFleet.await("it runs", () -> fleet.client().status().runningBatches() == 1);
        long answered = fleet.client().status().answeredBatches();
        RawCaller second = caller().ask(batch, "Idempotency-Key: repeated");
        RawCaller.Answer conflict = caller().ask(heavy(6, MINUTE_MS), "Idempotency-Key: repeated").receive();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.body()).contains("\"code\":\"conflict\"", "belongs to another request");
        first.close();
        RawCaller.Answer answer = second.receive();
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(caller().ask(batch, "Idempotency-Key: repeated").receive().body()).isEqualTo(answer.body());
        assertThat(fleet.client().status().answeredBatches()).as("computed once").isEqualTo(answered + 1);
        assertThat(caller().ask(batch, "Idempotency-Key: a b").receive().status()).isEqualTo(400);
        assertThat(caller().ask(batch, "Idempotency-Key: a", "Idempotency-Key: b").receive().body())
                .contains("one idempotency key, not 2");
    }

    @Test
    void shouldAnswerOrRefuseEveryRequestOfManyClients() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger();
        long endNs = System.nanoTime() + RUSH_NS;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String plan = i % 2 == 0 ? "scan" : "auto";
                Callable<Void> client = () -> {
                    try (RawCaller caller = new RawCaller(fleet.run())) {
                        while (System.nanoTime() < endNs) {
                            RawCaller.Answer answer = caller.ask(String.format(LIGHT, plan)).receive();
                            (answer.isBusy() ? busy : answered).incrementAndGet();
                            assertThat(answer.isBusy() || answer.body().contains("\"divisors\":9")).as("%s", answer)
                                    .isTrue();
                        }
                    }
                    return null;
                };
                clients.add(threads.submit(client));
            }
            for (Future<Void> client : clients) {
                client.get();
            }
        }
        assertThat(answered.get()).as("answered").isPositive();
        assertThat(busy.get()).as("refused").isPositive();
    }
}
