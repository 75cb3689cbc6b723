package onecopy.service.control;

import java.util.List;

/**
 * A worker that did not come back from a function of a chunk though the job was over, said so and ended itself.
 *
 * @param dataset name of the dataset
 * @param version of the dataset
 * @param functions the job's
 * @param start index of the chunk's first element, or of its first entry of an index
 * @param end index after its last one
 */
public record StuckWorker(String dataset, long version, List<FunctionRef> functions, long start, long end) {
    /** Copies the list. */
    public StuckWorker {
        functions = List.copyOf(functions);
    }
}
