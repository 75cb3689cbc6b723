package onecopy.service.coordinator;

import java.util.Set;

/**
 * What a pass took.
 *
 * @param elapsedNs from its submission to its last partial
 * @param idleTailNs from the first worker that ran out of work to the last partial
 * @param workers slots of the workers that computed a part
 * @param controlBytes bytes that all processes wrote into the control file for it
 */
record PassReport(long elapsedNs, long idleTailNs, Set<Integer> workers, long controlBytes) {}
