package onecopy.service.control;

import org.agrona.concurrent.AtomicBuffer;

/**
 * A futex on the word: waiting costs no CPU and a ring wakes within microseconds. The futex is not private, since its
 * word is shared between processes through the mapping.
 */
final class FutexDoorbell implements Doorbell {
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
        LinuxCalls.futexWakeAll(address);
    }

    @Override
    public void await(int expected, long timeoutNs) {
        if (words.getIntVolatile(offset) == expected) {
            LinuxCalls.futexWait(address, expected, timeoutNs);
        }
    }
}
