package onecopy.loader.index;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Reserves disk space for a file before it is written through a mapping: there, a full disk is a signal that ends the
 * JVM, not an exception. Does nothing where the C library has no {@code posix_fallocate}.
 */
final class DiskReservation {
    private static final int O_RDWR = 2;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;

    private static final Optional<Calls> CALLS = System.getProperty("os.name").startsWith("Linux")
            ? Calls.find()
            : Optional.empty();

    private DiskReservation() {}

    /**
     * Reserves the first bytes of an existing file.
     *
     * @throws OnecopyException with {@link Fault#NO_SPACE} if the disk is too full
     */
    static void reserve(Path file, long lengthBytes) {
        if (CALLS.isEmpty() || lengthBytes == 0) {
            return;
        }
        int error = CALLS.get().fallocate(file, lengthBytes);
        if (error == ENOSPC || error == EDQUOT) {
            throw new OnecopyException(Fault.NO_SPACE, "no space left on the disk for the index: " + file.getFileName()
                    + " takes " + lengthBytes + " bytes");
        }
    }

    @SuppressWarnings("restricted")
    private record Calls(MethodHandle open, MethodHandle close, MethodHandle posixFallocate) {
        static Optional<Calls> find() {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup().find("posix_fallocate").map(fallocate -> new Calls(
                    linker.downcallHandle(linker.defaultLookup().findOrThrow("open"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                            Linker.Option.firstVariadicArg(2)),
                    linker.downcallHandle(linker.defaultLookup().findOrThrow("close"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)),
                    linker.downcallHandle(fallocate, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG))));
        }

        int fallocate(Path file, long lengthBytes) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment path = arena.allocateFrom(file.toString());
                int descriptor = (int) open.invokeExact(path, O_RDWR);
                if (descriptor < 0) {
                    return 0;
                }
                int error = (int) posixFallocate.invokeExact(descriptor, 0L, lengthBytes);
                int closed = (int) close.invokeExact(descriptor);
                return closed == 0 ? error : 0;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
