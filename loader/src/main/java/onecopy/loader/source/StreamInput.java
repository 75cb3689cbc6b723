package onecopy.loader.source;

import java.util.OptionalLong;
import onecopy.data.ElementType;

/** An input whose length shows only at its end. Several readers share it, each on its own thread. */
public non-sealed interface StreamInput extends SourceInput {
    /** {@return the input's size in bytes where it is known before reading} */
    OptionalLong sizeBytes();

    /**
     * {@return a reader that takes batches in turn with the other readers of this input}
     *
     * @param limit values that do not fit into this type fail their batch
     */
    BatchReader newReader(ElementType limit);

    /** Takes batches from a shared input. Not thread-safe itself: each thread has its own. */
    interface BatchReader {
        /**
         * Fills the batch with the next values of the input and numbers it. Batches of all readers together carry the
         * ordinals 0, 1, 2 and so on, in the order of the input.
         *
         * <p>
         * What is wrong with the values themselves is left in {@link ValueBatch#failure()}, so that whoever takes
         * batches in order reports the first error of the input.
         *
         * @return false at the end of the input; the batch is then untouched
         */
        boolean next(ValueBatch batch);
    }
}
