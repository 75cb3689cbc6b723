package onecopy.service.query;

import java.util.List;

/**
 * How a batch was planned and computed, for {@code --explain}.
 *
 * @param plans how each query was answered, in their order
 * @param notes in sentences: why the index did not answer everything by itself
 * @param estimatedNs how long the planner expected the batch to take
 * @param lookups searches in the index
 * @param evaluatedEntries entries of the index over which functions were evaluated
 * @param passes passes over the data
 * @param skippedElements elements the passes needed not read, because the zone map told enough about them
 * @param distinctCuts distinct places where a bound of some query lies, over all passes
 * @param chunks chunks the work was cut into, over all passes
 * @param chunkPolicy how chunk sizes were chosen: {@code static}, {@code fixed} or {@code guided}
 * @param smallestChunkElements elements of the smallest chunk
 * @param largestChunkElements elements of the largest chunk
 * @param nsPerElement cost of an element that the planner assumed, of one worker
 * @param idleTailNs time from the first worker that ran out of work to the end, over all passes
 */
public record Explanation(List<PlanKind> plans, List<String> notes, long estimatedNs, long lookups,
        long evaluatedEntries, int passes, long skippedElements, int distinctCuts, int chunks, String chunkPolicy,
        long smallestChunkElements, long largestChunkElements, double nsPerElement, long idleTailNs) {
    /** Copies the lists. */
    public Explanation {
        plans = List.copyOf(plans);
        notes = List.copyOf(notes);
    }
}
