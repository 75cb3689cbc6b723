package onecopy.service.control;

import java.time.Instant;

/** Tells a process from a later one with the same number, without a lock: for those who only look. */
final class Processes {
    /** The kernel counts start times in ticks from boot; the boot time is rounded to seconds by each who asks. */
    private static final long START_TOLERANCE_MS = 2_000;

    private Processes() {}

    /** {@return when the process started, Unix time, 0 if unknown} */
    static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** {@return whether the process that had this number at that time still runs} */
    static boolean isAlive(long pid, long startMillis) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(startMillis(process) - startMillis) <= START_TOLERANCE_MS).isPresent();
    }
}
