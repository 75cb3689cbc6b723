package onecopy.service.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.wire.IdempotencyKey;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final IdempotencyKey KEY = new IdempotencyKey("k");
    private static final byte[] REQUEST = {1};

    private final Repeats<String> repeats = new Repeats<>(String::length);
    private final AtomicInteger computed = new AtomicInteger();

    /** Hangs up when told to. */
    private static final class Listener implements Caller {
        private volatile Runnable gone;

        @Override
        public Watching watch(Runnable action) {
            gone = action;
            return () -> {};
        }

        void hangUp() {
            TestFleet.await("somebody listens", () -> gone != null);
            gone.run();
            gone.run();
        }
    }

    private String once(Function<Cancellation, String> compute) {
        return repeats.once(KEY, REQUEST, new Listener(), compute);
    }

    private String count(Cancellation end) {
        return "answer " + computed.incrementAndGet();
    }

    /** A batch that runs until it is released or cancelled. */
    private final class LongBatch {
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch running = new CountDownLatch(1);

        FutureTask<String> start(Listener caller) throws InterruptedException {
            FutureTask<String> answer = new FutureTask<>(() -> repeats.once(KEY, REQUEST, caller, this::compute));
            Thread.ofVirtual().start(answer);
            running.await();
            return answer;
        }

        private String compute(Cancellation end) {
            end.onRequest(release::countDown);
            running.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            end.check();
            return count(end);
        }
    }

    private FutureTask<String> join(Listener caller) {
        FutureTask<String> answer = new FutureTask<>(() -> repeats.once(KEY, REQUEST, caller, this::count));
        Thread.ofVirtual().start(answer);
        TestFleet.await("it waits", () -> caller.gone != null);
        return answer;
    }

    @Test
    void shouldGiveTheStoredAnswerAfterwards() {
        assertThat(once(this::count)).isEqualTo("answer 1");
        assertThat(once(this::count)).isEqualTo("answer 1");
        assertThat(repeats.once(new IdempotencyKey("other"), REQUEST, new Listener(), this::count))
                .isEqualTo("answer 2");
    }

    @Test
    void shouldRefuseAnotherRequestUnderTheSameKey() throws Exception {
        LongBatch batch = new LongBatch();
        FutureTask<String> first = batch.start(new Listener());
        assertConflict();
        batch.release.countDown();
        assertThat(first.get()).isEqualTo("answer 1");
        assertConflict();
    }

    private void assertConflict() {
        assertThatThrownBy(() -> repeats.once(KEY, new byte[]{2}, new Listener(), this::count))
                .isInstanceOfSatisfying(OnecopyException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.CONFLICT);
                    assertThat(e.retryable()).isFalse();
                }).hasMessageContaining("idempotency key 'k'");
    }

    @Test
    void shouldComputeOnceForAllWhoAskMeanwhileWhoeverOfThemGoes() throws Exception {
        LongBatch batch = new LongBatch();
        Listener first = new Listener();
        Listener second = new Listener();
        FutureTask<String> firstAnswer = batch.start(first);
        FutureTask<String> secondAnswer = join(second);
        FutureTask<String> thirdAnswer = join(new Listener());
        first.hangUp();
        second.hangUp();
        assertThatThrownBy(secondAnswer::get).hasRootCauseMessage("the batch was cancelled: its caller hung up");
        assertThat(thirdAnswer.isDone()).isFalse();
        batch.release.countDown();
        assertThat(thirdAnswer.get()).isEqualTo("answer 1").isSameAs(firstAnswer.get());
    }

    @Test
    void shouldCancelWhenTheLastCallerHasGoneAndComputeAnew() throws Exception {
        LongBatch batch = new LongBatch();
        Listener first = new Listener();
        Listener second = new Listener();
        FutureTask<String> firstAnswer = batch.start(first);
        FutureTask<String> secondAnswer = join(second);
        second.hangUp();
        assertThatThrownBy(secondAnswer::get).isNotNull();
        assertThat(firstAnswer.isDone()).isFalse();
        first.hangUp();
        assertThatThrownBy(firstAnswer::get).hasRootCauseMessage("the batch was cancelled: its caller hung up");
        assertThat(once(this::count)).isEqualTo("answer 1");
    }

    @Test
    void shouldStoreNoFailure() {
        assertThatThrownBy(() -> once(_ -> {
            throw new OnecopyException(Fault.BUSY, "busy", 20);
        })).hasMessage("busy");
        assertThat(once(this::count)).isEqualTo("answer 1");
    }

    @Test
    void shouldForgetTheOldestWhereMemoryIsFullAndKeepNothingTooLarge() {
        String quarter = "x".repeat((int) (StoredAnswers.MAX_BYTES / 4));
        for (int i = 0; i < 4; i++) {
            repeats.once(new IdempotencyKey("q" + i), REQUEST, new Listener(), _ -> quarter);
        }
        assertThat(repeats.once(new IdempotencyKey("q3"), REQUEST, new Listener(), this::count)).isSameAs(quarter);
        assertThat(repeats.once(new IdempotencyKey("q0"), REQUEST, new Listener(), this::count)).isEqualTo("answer 1");
        String tooLarge = "x".repeat((int) StoredAnswers.MAX_BYTES);
        once(_ -> tooLarge);
        assertThat(once(this::count)).isEqualTo("answer 2");
    }

    @Test
    void shouldTakeOnlyKeysThatFitAHeader() {
        assertThat(IdempotencyKey.ofHeader("\"8e03978e-40d5-43e8\"").text()).isEqualTo("8e03978e-40d5-43e8");
        assertThat(IdempotencyKey.random()).isNotEqualTo(IdempotencyKey.random());
        for (String wrong : new String[]{"", "\"", "a b", "a\r\nb", "é", "x".repeat(129)}) {
            assertThatThrownBy(() -> IdempotencyKey.ofHeader(wrong)).isInstanceOfSatisfying(OnecopyException.class,
                    e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT))
                    .hasMessageContaining("1 to 128 letters, digits");
        }
        assertThat(new IdempotencyKey("x".repeat(128)).text().getBytes(StandardCharsets.UTF_8)).hasSize(128);
    }
}
