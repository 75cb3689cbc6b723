package onecopy.service.proc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import onecopy.data.fault.OnecopyException;

/** How much of a file the kernel keeps in memory, by {@code mincore}: no page is touched for the question. */
public final class PageCache {
    private static final MethodHandle MINCORE = mincore();
    private static final long PAGE_BYTES = pageBytes();

    private PageCache() {}

    /** {@return bytes of the file that lie in memory, in whole pages; its length where the kernel does not tell} */
    public static long residentBytes(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ); Arena arena = Arena.ofConfined()) {
            long length = channel.size();
            if (length == 0) {
                return 0;
            }
            MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, length, arena);
            MemorySegment pages = arena.allocate((length + PAGE_BYTES - 1) / PAGE_BYTES);
            return isAnswered(mapped, pages) ? count(pages) * PAGE_BYTES : length;
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + file, e);
        }
    }

    private static boolean isAnswered(MemorySegment mapped, MemorySegment pages) {
        try {
            return (int) MINCORE.invokeExact(mapped, mapped.byteSize(), pages) == 0;
        } catch (Throwable e) {
            throw new AssertionError("mincore call failed", e);
        }
    }

    private static long count(MemorySegment pages) {
        long resident = 0;
        for (long i = 0; i < pages.byteSize(); i++) {
            resident += pages.get(ValueLayout.JAVA_BYTE, i) & 1;
        }
        return resident;
    }

    @SuppressWarnings("restricted") // allowed by --enable-native-access, see config/jvm
    private static MethodHandle mincore() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("mincore"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
    }

    @SuppressWarnings("restricted") // allowed by --enable-native-access, see config/jvm
    private static long pageBytes() {
        Linker linker = Linker.nativeLinker();
        MethodHandle getpagesize = linker.downcallHandle(linker.defaultLookup().findOrThrow("getpagesize"),
                FunctionDescriptor.of(JAVA_INT));
        try {
            return (int) getpagesize.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError("getpagesize call failed", e);
        }
    }
}
