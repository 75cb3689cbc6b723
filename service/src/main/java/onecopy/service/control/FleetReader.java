package onecopy.service.control;

import onecopy.service.run.RunDirectory;

/** The operator's view of the control file: maps it read-only, never writes and never locks. Not thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class FleetReader implements AutoCloseable {
    private FleetReader() {}

    /**
     * {@return a reader of the fleet that meets here}
     *
     * @throws onecopy.data.fault.OnecopyException with {@code UNAVAILABLE} where no coordinator has made a control
     *     file, {@code CORRUPT} where the file is not one this version can read
     */
    public static FleetReader open(RunDirectory run) {
        throw new UnsupportedOperationException(run.toString());
    }

    /** {@return the fleet now} */
    public FleetSnapshot snapshot() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
