package onecopy.service.control;

import onecopy.service.run.RunDirectory;

/**
 * The kernel locks of a fleet: byte 0 of the locks file is the coordinator's, byte {@code 1 + slot} a worker's. The
 * kernel releases a process's locks when it dies, whatever the cause, so whoever holds none is dead.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class FleetLocks implements AutoCloseable {
    private FleetLocks() {}

    /** {@return the locks of the fleet that meets here; makes the run directory and the locks file} */
    public static FleetLocks open(RunDirectory run) {
        throw new UnsupportedOperationException(run.toString());
    }

    @Override
    public void close() {}
}
