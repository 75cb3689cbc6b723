package onecopy.service.control;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import onecopy.data.fault.OnecopyException;
import onecopy.service.kernel.SystemCall;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Gives job slots the pages they need before anybody stores into them. The file is sparse; a store into a page that
 * the file system can't provide would kill the process with SIGBUS, whereas a write that finds no space is an
 * exception. Not thread-safe.
 */
final class ArenaPages implements AutoCloseable {
    /** What an ordinary job takes is kept for the next one; more is given back. */
    private static final int KEPT_LENGTH = 1 << 20;
    private static final long MADV_REMOVE = 9;
    private static final byte[] ZEROS = new byte[64 << 10];

    private final RandomAccessFile file;
    private final AtomicBuffer words;
    private final int[] presentLengths = new int[ControlFileDescriptor.JOB_SLOTS];

    ArenaPages(Path path, AtomicBuffer words) {
        this.words = words;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw OnecopyException.ofIo("open the control file " + path, e);
        }
    }

    /** Makes sure that the first bytes of a slot have pages; only those that have none yet are written. */
    void require(int slot, int lengthBytes) {
        int present = presentLengths[slot];
        if (present >= lengthBytes) {
            return;
        }
        try {
            file.seek(ControlFileDescriptor.jobSlotOffset(slot) + (long) present);
            while (present < lengthBytes) {
                int part = Math.min(ZEROS.length, JobSlotDescriptor.LENGTH - present);
                file.write(ZEROS, 0, part);
                present += part;
                presentLengths[slot] = present;
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("give the batch room in the control file", e);
        }
    }

    /** Gives a slot's pages back where there are many and the file system takes them; nobody may be touching the slot. */
    void trim(int slot) {
        if (presentLengths[slot] > KEPT_LENGTH) {
            if (SystemCall.areAvailable()) {
                SystemCall.MADVISE.invoke(
                        words.addressOffset() + ControlFileDescriptor.jobSlotOffset(slot) + KEPT_LENGTH,
                        JobSlotDescriptor.LENGTH - KEPT_LENGTH, MADV_REMOVE, 0);
            }
            presentLengths[slot] = KEPT_LENGTH;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("close the control file", e);
        }
    }
}
