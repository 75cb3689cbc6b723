package onecopy.service.control;

/**
 * What has happened in a fleet since its coordinator started.
 *
 * @param chunksDone chunks whose partial was merged
 * @param chunksFreedOfDead chunks that went to another worker because theirs died
 * @param chunksFreedOfSilent chunks that went to another worker because theirs fell silent
 * @param workerDeaths workers that died without leaving their slot in order
 */
public record FleetCounts(long chunksDone, long chunksFreedOfDead, long chunksFreedOfSilent, long workerDeaths) {}
