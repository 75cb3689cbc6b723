package onecopy.service.control;

/**
 * What the last answered batch moved, for {@code prove} and {@code stat}.
 *
 * @param dataset the dataset's name
 * @param version the dataset's version
 * @param plan the label of the plan that answered it
 * @param queries number of queries
 * @param workers workers that computed a part
 * @param chunks chunks computed
 * @param scannedBytes bytes of the dataset read, once per pass
 * @param controlBytes bytes written into the control file for it by all processes: specification, ledger, partials
 * @param socketBytesIn bytes of its request
 * @param socketBytesOut bytes of its response
 * @param elapsedNs from the batch's arrival to its last answer
 * @param finishedAtMillis Unix time
 */
public record LastBatch(String dataset, long version, String plan, long queries, int workers, long chunks,
        long scannedBytes, long controlBytes, long socketBytesIn, long socketBytesOut, long elapsedNs,
        long finishedAtMillis) {}
