package onecopy.service.control;

/**
 * A worker's slot as it was at one moment. Counters count since the worker attached.
 *
 * @param slot the slot's number, 0 to 63
 * @param pid the worker's process
 * @param alive whether that very process still runs
 * @param state what the slot is in
 * @param supervised whether a coordinator's supervisor started it
 * @param startedAtMillis when the process started, Unix time
 * @param heartbeats how often the worker's watchdog has ticked; grows while the process runs
 * @param jobSlot the job slot it is engaged with, -1 if none
 * @param chunks chunks finished
 * @param elements elements scanned, unfinished chunks included
 * @param bytes bytes of the dataset scanned
 * @param batches jobs it finished at least one chunk of
 * @param busyNs time spent computing
 * @param resultBytes bytes of partial results written into the control file
 */
public record WorkerSnapshot(int slot, long pid, boolean alive, WorkerState state, boolean supervised,
        long startedAtMillis, long heartbeats, int jobSlot, long chunks, long elements, long bytes, long batches,
        long busyNs, long resultBytes) {}
