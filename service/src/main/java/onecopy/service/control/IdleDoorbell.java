package onecopy.service.control;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Polls the word with Agrona's backoff: works wherever memory can be mapped, wakes within a millisecond and costs a
 * little CPU while idle.
 */
final class IdleDoorbell implements Doorbell {
    private static final long MAX_SPINS = 10;
    private static final long MAX_YIELDS = 20;
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicBuffer words;
    private final int offset;

    IdleDoorbell(AtomicBuffer words, int offset) {
        this.words = words;
        this.offset = offset;
    }

    @Override
    public int value() {
        // Acquire: orders the caller's look for work after this; pairs with the increment of ring().
        return words.getIntVolatile(offset);
    }

    @Override
    public void ring() {
        // A full fence: orders the announced work before the new value; pairs with value() of those who wait.
        words.getAndAddInt(offset, 1);
    }

    @Override
    public void await(int expected, long timeoutNs) {
        IdleStrategy idle = new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        long start = System.nanoTime();
        while (words.getIntVolatile(offset) == expected && System.nanoTime() - start < timeoutNs
                && !Thread.currentThread().isInterrupted()) {
            idle.idle();
        }
    }
}
