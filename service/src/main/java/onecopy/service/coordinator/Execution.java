package onecopy.service.coordinator;

import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Explanation;

/**
 * An answered batch with its circumstances.
 *
 * @param answer what the caller asked for
 * @param explanation how the batch was laid out
 * @param scannedBytes bytes of the dataset read
 * @param controlBytes bytes that all processes wrote into the control file for it
 */
public record Execution(BatchAnswer answer, Explanation explanation, long scannedBytes, long controlBytes) {}
