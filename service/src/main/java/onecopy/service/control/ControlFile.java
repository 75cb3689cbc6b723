package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.*;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.OwnFiles;
import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The mapping of a control file. The address space ends with {@link #close()}: nobody may hold a view of it then.
 */
final class ControlFile implements AutoCloseable {
    private static final int OPENING_ATTEMPTS = 100;

    private final MappedByteBuffer mapping;
    private final UnsafeBuffer words;
    private final Object identity;

    private ControlFile(MappedByteBuffer mapping, Object identity) {
        this(mapping, new UnsafeBuffer(mapping), identity);
    }

    /** The same over other memory: the proofs watch and order every access. */
    ControlFile(MappedByteBuffer mapping, UnsafeBuffer words, Object identity) {
        this.mapping = mapping;
        this.words = words;
        this.identity = identity;
    }

    /**
     * Makes a new control file beside the path, then renames it there: nobody sees half of one, and those who map an
     * older one keep it.
     */
    static ControlFile create(Path path, long fleetId) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try {
                return createAt(fresh, path, fleetId);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("make the control file " + path, e);
        }
    }

    private static ControlFile createAt(Path fresh, Path path, long fleetId) throws IOException {
        OwnFiles.create(fresh);
        try (RandomAccessFile file = new RandomAccessFile(fresh.toFile(), "rw")) {
            file.write(new byte[JOB_SLOTS_OFFSET]);
            file.setLength(FILE_LENGTH);
            reserveJobWords(file);
        }
        ControlFile control = map(fresh, FileChannel.MapMode.READ_WRITE);
        try {
            control.writeHeader(fleetId);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return control;
        } catch (IOException e) {
            control.close();
            throw e;
        }
    }

    /** Workers read them before anybody has written there, and where memory is short even that would be a SIGBUS. */
    private static void reserveJobWords(RandomAccessFile file) throws IOException {
        for (int slot = 0; slot < JOB_SLOTS; slot++) {
            file.seek(jobSlotOffset(slot));
            file.write(new byte[PAGE_LENGTH]);
        }
    }

    /** {@return the control file at this path, for a worker} */
    static ControlFile open(Path path) {
        return openChecked(path, FileChannel.MapMode.READ_WRITE);
    }

    /** {@return the control file at this path, for one who only looks: a write would end the process} */
    static ControlFile openReadOnly(Path path) {
        return openChecked(path, FileChannel.MapMode.READ_ONLY);
    }

    /** {@return whether the path still names the file that is mapped here, and all of it is there} */
    boolean isStillAt(Path path) {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return identity.equals(identityOf(path, found)) && found.size() >= FILE_LENGTH;
        } catch (IOException _) {
            return false;
        }
    }

    AtomicBuffer words() {
        return words;
    }

    /** {@return a doorbell on one of the file's words} */
    Doorbell doorbell(int offset) {
        return Doorbell.create(words, offset);
    }

    FleetState state() {
        return FleetState.ofCode(words.getIntVolatile(FLEET_STATE_OFFSET));
    }

    long fleetId() {
        return words.getLong(FLEET_ID_OFFSET);
    }

    @Override
    public void close() {
        words.wrap(0, 0);
        IoUtil.unmap(mapping);
    }

    void writeHeader(long fleetId) {
        words.putLong(MAGIC_OFFSET, MAGIC);
        words.putInt(HEADER_LENGTH_OFFSET, HEADER_LENGTH);
        words.putLong(FILE_LENGTH_OFFSET, FILE_LENGTH);
        words.putLong(FLEET_ID_OFFSET, fleetId);
        words.putLong(COORDINATOR_PID_OFFSET, ProcessHandle.current().pid());
        words.putLong(COORDINATOR_START_OFFSET, Processes.startMillis(ProcessHandle.current()));
        words.putLong(CREATED_AT_OFFSET, System.currentTimeMillis());
        words.putInt(WORKER_SLOT_COUNT_OFFSET, WORKER_SLOTS);
        words.putInt(JOB_SLOT_COUNT_OFFSET, JOB_SLOTS);
        words.putInt(WORKER_SLOT_LENGTH_OFFSET, WorkerSlotDescriptor.LENGTH);
        words.putInt(JOB_SLOT_LENGTH_OFFSET, JobSlotDescriptor.LENGTH);
        // Orders the header before the version; pairs with the volatile load in check().
        words.putIntRelease(VERSION_OFFSET, VERSION);
    }

    private static ControlFile openChecked(Path path, FileChannel.MapMode mode) {
        try {
            OwnFiles.require(path);
            ControlFile control = map(path, mode);
            try {
                check(control.words, path, control.mapping.capacity());
            } catch (OnecopyException e) {
                control.close();
                throw e;
            }
            return control;
        } catch (IOException e) {
            throw OnecopyException.ofIo("map the control file " + path, e);
        }
    }

    /** A file that was replaced between looking at its name and opening it would go by another one's identity. */
    private static ControlFile map(Path path, FileChannel.MapMode mode) throws IOException {
        for (int attempt = 0; attempt < OPENING_ATTEMPTS; attempt++) {
            Object identity = identityOf(path);
            try (FileChannel channel = mode.equals(FileChannel.MapMode.READ_ONLY)
                    ? FileChannel.open(path, StandardOpenOption.READ)
                    : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                if (identity.equals(identityOf(path))) {
                    return map(channel, mode, path, identity);
                }
            }
        }
        throw new IOException("it is replaced again and again");
    }

    private static ControlFile map(FileChannel channel, FileChannel.MapMode mode, Path path, Object identity)
            throws IOException {
        long length = channel.size();
        if (length < HEADER_LENGTH) {
            throw corrupt(path, "is cut short: " + length + " bytes, its header alone takes " + HEADER_LENGTH);
        }
        return new ControlFile(channel.map(mode, 0, Math.min(length, Integer.MAX_VALUE)), identity);
    }

    static void check(AtomicBuffer words, Path path, long length) {
        if (words.getLong(MAGIC_OFFSET) != MAGIC) {
            throw corrupt(path, "is not a control file");
        }
        int version = words.getIntVolatile(VERSION_OFFSET);
        if (version != VERSION) {
            throw corrupt(path, "has layout version " + version + ", this onecopy speaks " + VERSION + ": use the "
                    + (version < VERSION ? "older" : "newer") + " one the coordinator runs, or restart it");
        }
        if (length != FILE_LENGTH || words.getLong(FILE_LENGTH_OFFSET) != FILE_LENGTH) {
            throw corrupt(path, "is cut short: " + length + " of " + FILE_LENGTH + " bytes");
        }
        if (words.getInt(WORKER_SLOT_COUNT_OFFSET) != WORKER_SLOTS || words.getInt(JOB_SLOT_COUNT_OFFSET) != JOB_SLOTS
                || words.getInt(WORKER_SLOT_LENGTH_OFFSET) != WorkerSlotDescriptor.LENGTH
                || words.getInt(JOB_SLOT_LENGTH_OFFSET) != JobSlotDescriptor.LENGTH) {
            throw corrupt(path, "contradicts its own version: slots of another shape");
        }
    }

    private static Object identityOf(Path path) throws IOException {
        return identityOf(path, Files.readAttributes(path, BasicFileAttributes.class));
    }

    private static Object identityOf(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key != null ? key : path;
    }

    private static OnecopyException corrupt(Path path, String what) {
        return new OnecopyException(Fault.CORRUPT, "control file " + path + " " + what);
    }
}
