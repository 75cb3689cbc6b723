package onecopy.service.watch;

/**
 * A worker at one moment. Counters count since it attached.
 *
 * @param slot its slot, 0 to 63
 * @param pid its process
 * @param heartbeatAgeNs how long ago its watchdog was last seen to tick; up to a second even if all is well
 * @param chunks chunks computed
 * @param busyNs time spent computing
 */
public record WorkerFigures(int slot, long pid, long heartbeatAgeNs, long chunks, long busyNs) {}
