package onecopy.service.coordinator;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecopy.service.kernel.SystemCall;

/**
 * The kernel's promise, on Linux, that nobody opens a file for writing or cuts it short without our leave: whoever tries
 * waits until the lease is given back, at most {@code /proc/sys/fs/lease-break-time} (45 s), or is refused where he does not
 * want to wait. Reading, mapping, linking, renaming and removing go on as ever. Used by one thread.
 */
final class ReadLease implements AutoCloseable {
    private static final long AT_FDCWD = -100;
    private static final long O_RDONLY_CLOEXEC = 0x80000;
    private static final long F_SETSIG = 10;
    private static final long F_SETLEASE = 1024;
    private static final long F_GETLEASE = 1025;
    private static final long F_RDLCK = 0;
    private static final long F_UNLCK = 2;
    private static final long SIGURG = 23;

    private final long descriptor;

    private ReadLease(long descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * {@return a lease; empty where there can be none: another system, another user's file, a file system without leases, or
     * a file that somebody has open for writing}
     */
    static Optional<ReadLease> take(Path file) {
        if (!SystemCall.areAvailable()) {
            return Optional.empty();
        }
        long descriptor = open(file);
        if (descriptor < 0) {
            return Optional.empty();
        }
        ReadLease lease = new ReadLease(descriptor);
        // SIGURG is ignored by default; the SIGIO that would announce the break otherwise ends a process.
        if (lease.control(F_SETSIG, SIGURG) == 0 && lease.control(F_SETLEASE, F_RDLCK) == 0) {
            return Optional.of(lease);
        }
        SystemCall.CLOSE.invoke(descriptor, 0, 0, 0);
        return Optional.empty();
    }

    /**
     * {@return whether somebody has a file open for writing, or mapped so} Said only where a lease of another file shows that
     * nothing else forbids one.
     *
     * @param refused the file, of which a lease could not be {@linkplain #take taken}
     * @param neighbour nobody's to write to; of the same owner and on the same file system, or nothing is said
     */
    static boolean isKeptByWriter(Path refused, Path neighbour) throws IOException {
        String identity = "unix:dev,uid";
        if (!Files.readAttributes(refused, identity).equals(Files.readAttributes(neighbour, identity))) {
            return false;
        }
        Optional<ReadLease> possible = take(neighbour);
        possible.ifPresent(ReadLease::close);
        return possible.isPresent();
    }

    private static long open(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(file.toAbsolutePath().toString());
            return SystemCall.OPENAT.invoke(AT_FDCWD, path.address(), O_RDONLY_CLOEXEC, 0);
        }
    }

    private long control(long command, long argument) {
        return SystemCall.FCNTL.invoke(descriptor, command, argument, 0);
    }

    /** {@return whether somebody wants to write to the file} */
    boolean isBroken() {
        return control(F_GETLEASE, 0) != F_RDLCK;
    }

    /** Gives it back: whoever waits to write goes on. By itself, not by closing: a child that starts may share the file. */
    @Override
    public void close() {
        control(F_SETLEASE, F_UNLCK);
        SystemCall.CLOSE.invoke(descriptor, 0, 0, 0);
    }
}
