package onecopy.service.query;

/**
 * How a batch was laid out and computed, for {@code --explain}.
 *
 * @param passes passes over the data
 * @param distinctCuts distinct places where a bound of some query lies, over all passes
 * @param chunks chunks the data was cut into, over all passes
 * @param chunkPolicy how chunk sizes were chosen: {@code static}, {@code fixed} or {@code guided}
 * @param smallestChunkElements elements of the smallest chunk
 * @param largestChunkElements elements of the largest chunk
 * @param nsPerElement cost of an element that the planner assumed, of one worker
 * @param idleTailNs time from the first worker that ran out of work to the end, over all passes
 */
public record Explanation(int passes, int distinctCuts, int chunks, String chunkPolicy, long smallestChunkElements,
        long largestChunkElements, double nsPerElement, long idleTailNs) {}
