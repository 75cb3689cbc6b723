package onecopy.data.index;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/**
 * The mapped files of an open index, and whether they still are what was opened. What each question promises is said by
 * {@link ValueIndex}, which passes it on. Thread-safe, but for {@link #open} and {@link #startOver}.
 */
final class IndexFiles implements AutoCloseable {
    private final Path folder;
    private final Arena arena = Arena.ofShared();
    private final List<CheckedArray> arrays = new ArrayList<>();
    private volatile boolean changed;

    /** No files yet of the index in a folder. */
    IndexFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** {@return an array of the index, which is watched from now on} */
    CheckedArray open(IndexArray shape) {
        CheckedArray array = CheckedArray.open(folder, shape, arena);
        arrays.add(array);
        return array;
    }

    /** Watches an array no longer: it was read whole. */
    void forget(CheckedArray array) {
        arrays.remove(array);
    }

    void requireIntact() {
        boolean asOpened = true;
        for (CheckedArray array : arrays) {
            asOpened &= isAsOpened(array);
        }
        if (!asOpened) {
            changed = true;
            arrays.forEach(CheckedArray::compareAgain);
        }
    }

    private boolean isAsOpened(CheckedArray array) {
        try {
            return array.isAsOpened();
        } catch (OnecopyException e) {
            changed = true;
            throw e;
        }
    }

    boolean hasChanged() {
        return changed;
    }

    void startOver() {
        changed = false;
        arrays.forEach(CheckedArray::startOver);
    }

    void requireInnocent(Throwable failure) {
        boolean isFound = failure instanceof OnecopyException e && e.fault() == Fault.CORRUPT;
        try {
            FileFaults.deliverFailedRead();
            if (!isFound && !FileFaults.isFailedRead(failure) && arena.scope().isAlive()) {
                requireIntact();
            }
        } catch (InternalError e) {
            throw unreadable(e);
        }
        if (FileFaults.isFailedRead(failure)) {
            throw unreadable(failure);
        }
    }

    /** {@return the error for files that a failed read is to be blamed on} */
    OnecopyException unreadable(Throwable cause) {
        changed = true;
        return new OnecopyException(Fault.CORRUPT, "the index in " + folder
                + " could not be read through its mapping: a file of it was cut short, or its disk fails", cause);
    }

    /** Unmaps the files. Closing twice is harmless. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
