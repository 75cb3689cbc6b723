package onecopy.loader.write;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyHeader;

/** A {@code values.npy} being written. Elements may be written in any order, by several threads. */
final class ValuesFile implements AutoCloseable {
    private Path file;
    private final FileChannel channel;
    private final WriteBack writeBack;

    private ValuesFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.writeBack = new WriteBack(channel);
    }

    /** Creates the file, which must not exist. */
    static ValuesFile create(Path file) {
        try {
            return new ValuesFile(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw OnecopyException.ofIo("create " + file, e);
        }
    }

    /**
     * Writes elements.
     *
     * @param start index of the first one in the file
     * @param bytes the elements, little-endian, from the segment's beginning
     */
    void write(long start, int count, ElementType type, MemorySegment bytes) {
        long width = type.widthBytes();
        write(NpyHeader.PAGE_BYTES + start * width, bytes.asSlice(0, count * width).asByteBuffer());
        writeBack.wrote(count * width);
    }

    /** Writes the header and waits until everything is on the disk. */
    void finish(ElementType type, long count) {
        write(0, ByteBuffer.wrap(NpyHeader.encode(type, count)));
        try {
            writeBack.finish();
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    /** Reads elements that were written before. */
    void read(long start, int count, ElementType type, MemorySegment into) {
        long width = type.widthBytes();
        ByteBuffer buffer = into.asSlice(0, count * width).asByteBuffer();
        long position = NpyHeader.PAGE_BYTES + start * width;
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new EOFException("the file ended early");
                }
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    /** Gives the file another name, replacing a file that has it. */
    void renameOver(Path target) {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            file = target;
        } catch (IOException e) {
            throw OnecopyException.ofIo("rename " + file, e);
        }
    }

    /** One writer at a time: the kernel lets in no more, and has the others spin. */
    private synchronized void write(long position, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, position + bytes.position());
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    @Override
    public void close() {
        writeBack.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("close " + file, e);
        }
    }
}
