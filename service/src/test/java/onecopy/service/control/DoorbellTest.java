package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import onecopy.service.kernel.SystemCall;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoorbellTest {
    private static final int RINGS = 2_000;
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(60);

    private final AtomicBuffer words = new UnsafeBuffer(ByteBuffer.allocateDirect(256));

    /** The twins. */
    enum Kind {
        FUTEX, IDLE;

        Doorbell make(AtomicBuffer words) {
            assumeTrue(this == IDLE || SystemCall.areAvailable());
            return this == FUTEX ? new FutexDoorbell(words, 128) : new IdleDoorbell(words, 128);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnAtOnceWhenItRangBefore(Kind kind) {
        Doorbell bell = kind.make(words);
        int seen = bell.value();
        bell.ring();
        bell.await(seen, LONG_NS);
        assertThat(bell.value()).isEqualTo(seen + 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnWhenTheTimeHasPassed(Kind kind) {
        Doorbell bell = kind.make(words);
        long startedNs = System.nanoTime();
        bell.await(bell.value(), TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(System.nanoTime() - startedNs).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(19));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseNoRing(Kind kind) throws InterruptedException {
        Doorbell ping = kind.make(words);
        AtomicBuffer other = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
        Doorbell pong = kind.make(other);
        AtomicInteger work = new AtomicInteger();
        Thread server = Thread.ofPlatform().start(() -> {
            for (int served = 0; served < RINGS;) {
                int seen = ping.value();
                if (work.get() > served) {
                    served++;
                    pong.ring();
                } else {
                    ping.await(seen, LONG_NS);
                }
            }
        });
        for (int i = 0; i < RINGS; i++) {
            int seen = pong.value();
            work.incrementAndGet();
            ping.ring();
            pong.await(seen, LONG_NS);
        }
        server.join();
        assertThat(pong.value()).isEqualTo(RINGS);
    }
}
