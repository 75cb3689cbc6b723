package onecopy.loader.source;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyType;

/** Integers that lie one after the other in a file. */
final class FileElements implements IndexedInput {
    private static final int CONVERTED_VALUES = 1 << 14;

    private final Path file;
    private final NpyType stored;
    private final long dataOffset;
    private final long count;
    private final FileChannel channel;

    private FileElements(Path file, NpyType stored, long dataOffset, long count, FileChannel channel) {
        this.file = file;
        this.stored = stored;
        this.dataOffset = dataOffset;
        this.count = count;
        this.channel = channel;
    }

    /** Opens a file that is known to have {@code count} integers from {@code dataOffset}. */
    static FileElements open(Path file, NpyType stored, long dataOffset, long count) {
        try {
            return new FileElements(file, stored, dataOffset, count,
                    FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public ElementType naturalType() {
        return stored.elementType();
    }

    @Override
    public Reader newReader(ElementType type) {
        return stored.equals(NpyType.of(type)) ? this::readStored : convertingReader(type);
    }

    private void readStored(long start, int count, MemorySegment into) {
        readFully(start, into.asSlice(0, (long) count * stored.widthBytes()));
    }

    private Reader convertingReader(ElementType type) {
        MemorySegment raw = Arena.ofAuto().allocate((long) CONVERTED_VALUES * stored.widthBytes());
        IntegerConversion conversion = new IntegerConversion(stored, type);
        return (start, count, into) -> {
            for (int done = 0; done < count; done += CONVERTED_VALUES) {
                int part = Math.min(CONVERTED_VALUES, count - done);
                MemorySegment values = raw.asSlice(0, (long) part * stored.widthBytes());
                readFully(start + done, values);
                conversion.convert(values, part, into.asSlice((long) done * type.widthBytes()), start + done);
            }
        };
    }

    private void readFully(long start, MemorySegment into) {
        ByteBuffer buffer = into.asByteBuffer();
        long position = dataOffset + start * stored.widthBytes();
        try {
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, position + buffer.position());
                if (read < 0) {
                    throw new EOFException();
                }
            }
        } catch (EOFException e) {
            throw new OnecopyException(Fault.CORRUPT, file + " became shorter while it was read", e);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("close " + file, e);
        }
    }
}
