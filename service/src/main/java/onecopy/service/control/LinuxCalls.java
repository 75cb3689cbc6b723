package onecopy.service.control;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The system calls we make ourselves: futex and madvise, on Linux for x86-64 and aarch64. */
final class LinuxCalls {
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final int MADV_REMOVE = 9;
    private static final long TIMESPEC_LENGTH = 2 * Long.BYTES;

    private static final long FUTEX_NUMBER = futexNumber();

    private LinuxCalls() {}

    /** {@return whether this platform has them} */
    static boolean areAvailable() {
        return FUTEX_NUMBER >= 0;
    }

    /** Waits while the word is {@code expected}, at most for the time; returns early on signals. */
    static void futexWait(long address, int expected, long timeoutNs) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timeout = arena.allocate(TIMESPEC_LENGTH, Long.BYTES);
            timeout.set(JAVA_LONG, 0, timeoutNs / TimeUnit.SECONDS.toNanos(1));
            timeout.set(JAVA_LONG, Long.BYTES, timeoutNs % TimeUnit.SECONDS.toNanos(1));
            Calls.futex(address, FUTEX_WAIT, expected, timeout);
        }
    }

    /** Wakes all that wait on the word. */
    static void futexWakeAll(long address) {
        Calls.futex(address, FUTEX_WAKE, Integer.MAX_VALUE, MemorySegment.NULL);
    }

    /** Gives the pages of a shared file mapping back to the file system; whether it can is the file system's matter. */
    static void removePages(long address, long lengthBytes) {
        if (areAvailable()) {
            Calls.madvise(address, lengthBytes, MADV_REMOVE);
        }
    }

    private static long futexNumber() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return -1;
        }
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> 202;
            case "aarch64" -> 98;
            default -> -1;
        };
    }

    /** Linked when first needed: it takes tens of milliseconds that a start-up need not wait for. */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final MethodHandle SYSCALL = handle("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG,
                JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), Linker.Option.firstVariadicArg(1));
        private static final MethodHandle MADVISE = handle("madvise",
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

        private Calls() {}

        static void futex(long address, int operation, int value, MemorySegment timeout) {
            try {
                long _ = (long) SYSCALL.invokeExact(FUTEX_NUMBER, address, operation, value, timeout, 0L, 0);
            } catch (Throwable e) {
                throw new AssertionError("futex call failed", e);
            }
        }

        static void madvise(long address, long lengthBytes, int advice) {
            try {
                int _ = (int) MADVISE.invokeExact(address, lengthBytes, advice);
            } catch (Throwable e) {
                throw new AssertionError("madvise call failed", e);
            }
        }

        @SuppressWarnings("restricted") // allowed by --enable-native-access, see config/jvm
        private static MethodHandle handle(String symbol, FunctionDescriptor type, Linker.Option... options) {
            return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(symbol), type, options);
        }
    }
}
