package onecopy.service.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * Calls of the Linux kernel by their numbers (x86-64: {@code asm/unistd_64.h}, aarch64: {@code asm-generic/unistd.h}), all
 * through the C library's {@code syscall}: each function that is linked costs a young JVM some ten milliseconds, this way
 * it is one, when the first call is made. Thread-safe.
 */
public enum SystemCall {
    /** {@code futex(address, operation, value, timeout)}. */
    FUTEX(202, 98),
    /** {@code madvise(address, length, advice)}. */
    MADVISE(28, 233),
    /** {@code openat(directory, path, flags, mode)}. */
    OPENAT(257, 56),
    /** {@code fcntl(descriptor, command, argument)}. */
    FCNTL(72, 25),
    /** {@code close(descriptor)}. */
    CLOSE(3, 57);

    private final long number;

    SystemCall(int onX86, int onArm) {
        this.number = switch (Platform.OURS) {
            case LINUX_X86_64 -> onX86;
            case LINUX_AARCH64 -> onArm;
            case OTHER -> -1;
        };
    }

    /** Where the numbers are known. */
    private enum Platform {
        LINUX_X86_64, LINUX_AARCH64, OTHER;

        static final Platform OURS = ours();

        private static Platform ours() {
            if (!"Linux".equals(System.getProperty("os.name"))) {
                return OTHER;
            }
            return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                case "amd64", "x86_64" -> LINUX_X86_64;
                case "aarch64" -> LINUX_AARCH64;
                default -> OTHER;
            };
        }
    }

    /** {@return whether this platform has them} */
    public static boolean areAvailable() {
        return Platform.OURS != Platform.OTHER;
    }

    /**
     * Makes the call. Arguments are numbers, or addresses of memory that lives until it returns; beyond those that the call
     * takes they mean nothing.
     *
     * @return what the kernel returned, -1 where it refused
     * @throws IllegalStateException where there are none
     */
    public long invoke(long a, long b, long c, long d) {
        if (!areAvailable()) {
            throw new IllegalStateException("no system calls on this platform");
        }
        try {
            return (long) Linked.SYSCALL.invokeExact(number, a, b, c, d);
        } catch (Throwable e) {
            throw new AssertionError(this + " could not be called", e);
        }
    }

    /** Linked when first needed: a start need not wait for it. */
    private static final class Linked {
        static final MethodHandle SYSCALL = link();

        private Linked() {}

        @SuppressWarnings("restricted") // allowed by --enable-native-access, see config/jvm
        private static MethodHandle link() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));
        }
    }
}
