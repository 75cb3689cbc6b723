package onecopy.service.control;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import onecopy.service.kernel.SystemCall;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A futex on the word: waiting costs no CPU and a ring wakes within microseconds. The futex is not private, since its
 * word is shared between processes through the mapping.
 */
final class FutexDoorbell implements Doorbell {
    private static final long WAIT = 0;
    private static final long WAKE = 1;
    private static final long TIMESPEC_LENGTH = 2 * Long.BYTES;

    private final AtomicBuffer words;
    private final int offset;
    private final long address;

    FutexDoorbell(AtomicBuffer words, int offset) {
        words.verifyAlignment();
        this.words = words;
        this.offset = offset;
        this.address = words.addressOffset() + offset;
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
        SystemCall.FUTEX.invoke(address, WAKE, Integer.MAX_VALUE, MemorySegment.NULL.address());
    }

    @Override
    public void await(int expected, long timeoutNs) {
        if (words.getIntVolatile(offset) == expected) {
            sleep(expected, timeoutNs);
        }
    }

    /** Sleeps while the word is {@code expected}, at most for the time; returns early on signals. */
    private void sleep(int expected, long timeoutNs) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timeout = arena.allocate(TIMESPEC_LENGTH, Long.BYTES);
            timeout.set(JAVA_LONG, 0, timeoutNs / TimeUnit.SECONDS.toNanos(1));
            timeout.set(JAVA_LONG, Long.BYTES, timeoutNs % TimeUnit.SECONDS.toNanos(1));
            SystemCall.FUTEX.invoke(address, WAIT, expected, timeout.address());
        }
    }
}
