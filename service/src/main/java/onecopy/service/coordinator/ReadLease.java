package onecopy.service.coordinator;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The kernel's promise, on Linux, that nobody opens a file for writing or cuts it short without our leave: whoever tries
 * waits until the lease is given back, at most {@code /proc/sys/fs/lease-break-time} (45 s), or is refused where he does not
 * want to wait. Reading, mapping, linking, renaming and removing go on as ever. Used by one thread.
 */
final class ReadLease implements AutoCloseable {
    private static final boolean AVAILABLE = isAvailable();

    private final int descriptor;

    private ReadLease(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * {@return a lease; empty where there can be none: another system, another user's file, a file system without leases, or
     * a file that somebody has open for writing}
     */
    static Optional<ReadLease> take(Path file) {
        if (!AVAILABLE) {
            return Optional.empty();
        }
        int descriptor = Calls.open(file);
        if (descriptor < 0) {
            return Optional.empty();
        }
        // SIGURG is ignored by default; the SIGIO that would announce the break otherwise ends a process.
        if (Calls.fcntl(descriptor, Calls.F_SETSIG, Calls.SIGURG) == 0
                && Calls.fcntl(descriptor, Calls.F_SETLEASE, Calls.F_RDLCK) == 0) {
            return Optional.of(new ReadLease(descriptor));
        }
        Calls.close(descriptor);
        return Optional.empty();
    }

    private static boolean isAvailable() {
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "Linux".equals(System.getProperty("os.name"))
                && (processor.equals("amd64") || processor.equals("x86_64") || processor.equals("aarch64"));
    }

    /** {@return whether somebody wants to write to the file} */
    boolean isBroken() {
        return Calls.fcntl(descriptor, Calls.F_GETLEASE, 0) != Calls.F_RDLCK;
    }

    /** Gives it back: whoever waits to write goes on. By itself, not by closing: a child that starts may share the file. */
    @Override
    public void close() {
        Calls.fcntl(descriptor, Calls.F_SETLEASE, Calls.F_UNLCK);
        Calls.close(descriptor);
    }

    /** Numbers of x86-64 and aarch64. Linked when first needed: it takes milliseconds that a start need not wait for. */
    private static final class Calls {
        static final int F_SETSIG = 10;
        static final int F_SETLEASE = 1024;
        static final int F_GETLEASE = 1025;
        static final int F_RDLCK = 0;
        static final int F_UNLCK = 2;
        static final int SIGURG = 23;
        private static final int O_RDONLY_CLOEXEC = 0x80000;

        private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        private static final MethodHandle FCNTL = handle("fcntl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
        private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private Calls() {}

        static int open(Path file) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment path = arena.allocateFrom(file.toAbsolutePath().toString());
                return (int) OPEN.invokeExact(path, O_RDONLY_CLOEXEC);
            } catch (Throwable e) {
                throw new AssertionError("open failed", e);
            }
        }

        static int fcntl(int descriptor, int command, int argument) {
            try {
                return (int) FCNTL.invokeExact(descriptor, command, argument);
            } catch (Throwable e) {
                throw new AssertionError("fcntl failed", e);
            }
        }

        static void close(int descriptor) {
            try {
                int _ = (int) CLOSE.invokeExact(descriptor);
            } catch (Throwable e) {
                throw new AssertionError("close failed", e);
            }
        }

        @SuppressWarnings("restricted") // allowed by --enable-native-access, see config/jvm
        private static MethodHandle handle(String symbol, FunctionDescriptor type, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(symbol), type, options);
        }
    }
}
