package onecopy.service.control;

/** What the coordinator says of its fleet in the control file. */
public enum FleetState {
    /** Jobs may appear. Says nothing about whether the coordinator still lives; its lock does. */
    ACTIVE,
    /** The coordinator ended gracefully: every worker leaves. */
    STOPPED
}
