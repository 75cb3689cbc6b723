package onecopy.loader.write;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import onecopy.data.ElementType;
import onecopy.data.npy.NpyHeader;
import onecopy.loader.source.StreamInput;
import onecopy.loader.source.ValueBatch;

/**
 * Writes a stream whose length and largest value show only at its end: batches are parsed on every core and appended in
 * their order. Where no type is asked for, the file begins as int32 and is rewritten as int64 at the first value that
 * needs it.
 */
final class StreamWriter implements AutoCloseable {
    private static final int COPY_ELEMENTS = 1 << 16;

    private final StreamInput input;
    private final Optional<ElementType> wanted;
    private final Path path;
    private final WriteProgress progress;

    private ValuesFile file;
    private StreamAppender appender;
    private ElementType type;
    private long turn;
    private RuntimeException failure;

    StreamWriter(StreamInput input, Optional<ElementType> wanted, Path path, WriteProgress progress) {
        this.input = input;
        this.wanted = wanted;
        this.path = path;
        this.progress = progress;
        this.type = wanted.orElse(ElementType.INT32);
        this.file = ValuesFile.create(path);
        this.appender = new StreamAppender(file, type);
    }

    /** Writes the whole stream and waits until it is on the disk. */
    WrittenValues run() {
        progress.begin("loading", input.sizeBytes());
        Crew.run("onecopy-load", this::work);
        WrittenValues written = appender.finish(NpyHeader.PAGE_BYTES);
        progress.begin("syncing", OptionalLong.empty());
        file.finish(type, written.count());
        return written;
    }

    private void work() {
        try {
            StreamInput.BatchReader reader = input.newReader(wanted.orElse(ElementType.INT64));
            ValueBatch batch = new ValueBatch();
            while (reader.next(batch) && takeTurn(batch)) {
                progress.advance(batch.inputBytes());
            }
        } catch (RuntimeException | Error e) {
            fail(e instanceof RuntimeException known ? known : new IllegalStateException(e));
            throw e;
        }
    }

    /** {@return false where another thread failed} */
    private synchronized boolean takeTurn(ValueBatch batch) {
        while (turn != batch.ordinal() && failure == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        if (failure != null) {
            return false;
        }
        if (batch.failure().isPresent()) {
            throw batch.failure().get();
        }
        if (type == ElementType.INT32 && wanted.isEmpty() && needsLongs(batch)) {
            widen();
        }
        appender.append(batch.values(), batch.count());
        turn++;
        notifyAll();
        return true;
    }

    private synchronized void fail(RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
        notifyAll();
    }

    private static boolean needsLongs(ValueBatch batch) {
        long[] values = batch.values();
        long misfit = 0;
        for (int i = 0; i < batch.count(); i++) {
            misfit |= values[i] ^ (int) values[i];
        }
        return misfit != 0;
    }

    private void widen() {
        appender.flush();
        long count = appender.count();
        Path wide = path.resolveSibling(path.getFileName() + ".int64");
        ValuesFile wideFile = ValuesFile.create(wide);
        try (ValuesFile narrowFile = file; StreamAppender _ = appender) {
            file = wideFile;
            type = ElementType.INT64;
            appender = new StreamAppender(wideFile, type);
            copyWidened(narrowFile, count);
        }
        file.renameOver(path);
    }

    private void copyWidened(ValuesFile narrowFile, long count) {
        long[] values = new long[COPY_ELEMENTS];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment narrow = arena.allocate((long) COPY_ELEMENTS * Integer.BYTES, 64);
            for (long start = 0; start < count; start += COPY_ELEMENTS) {
                int part = (int) Math.min(COPY_ELEMENTS, count - start);
                narrowFile.read(start, part, ElementType.INT32, narrow);
                for (int i = 0; i < part; i++) {
                    values[i] = narrow.get(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES);
                }
                appender.append(values, part);
            }
        }
    }

    @Override
    public void close() {
        appender.close();
        file.close();
    }
}
