package onecopy.service.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for processes that are not our children. One that has ended but whose parent has not asked for its status yet
 * counts as ended: it holds neither memory nor locks.
 */
public final class ProcessEnd {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private ProcessEnd() {}

    /** {@return whether the process ended within the time} */
    public static boolean await(long pid, long timeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        while (isRunning(pid)) {
            if (System.nanoTime() - deadlineNs >= 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    /** {@return whether the process exists and has not ended} */
    public static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie(pid);
    }

    /** The state is the first field after the command's closing parenthesis; the command may hold anything. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            int state = stat.lastIndexOf(')') + 2;
            return state < stat.length() && stat.charAt(state) == 'Z';
        } catch (IOException _) {
            return false;
        }
    }
}
