package onecopy.service.prove;

import onecopy.service.proc.ProcessMemory;

/**
 * One process of the proof.
 *
 * @param role what it is to the dataset
 * @param name how the table calls it: {@code worker 0}, {@code coordinator}, or the program of a foreign process
 * @param memory its memory
 */
public record ProofRow(Role role, String name, ProcessMemory memory) {
    /** What a process is to the dataset. */
    public enum Role {
        /** Computes on it. */
        WORKER,
        /** Plans and merges. */
        COORDINATOR,
        /** Not of the fleet, but maps the same file: NumPy, say. */
        OTHER
    }

    /** {@return whether it belongs to the fleet} */
    public boolean isOfFleet() {
        return role != Role.OTHER;
    }
}
