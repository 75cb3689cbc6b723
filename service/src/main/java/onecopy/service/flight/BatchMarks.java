package onecopy.service.flight;

import java.util.List;
import java.util.function.Supplier;

/** Marks the course of a batch in a flight recording; does nothing where none ran when it began. Used by one thread. */
public interface BatchMarks {
    /** {@return the marks of a batch that begins now} */
    static BatchMarks begin() {
        return Flight.isOn() ? new RecordedBatch() : Unrecorded.BATCH;
    }

    /** Planning begins, perhaps anew. */
    void planning();

    /**
     * Planning has ended.
     *
     * @param plan how the batch will be answered
     * @param reasons why it is not all answered by the index; asked for only where somebody records
     */
    void planned(String plan, Supplier<List<String>> reasons);

    /**
     * The batch has ended, well or not.
     *
     * @param figures asked for only where somebody records
     */
    void finished(Supplier<BatchFigures> figures);
}
