package onecopy.service.query;

import java.time.Duration;
import java.util.List;

/**
 * The answers to a batch and how they were obtained.
 *
 * @param dataset the dataset's name
 * @param version the version all answers are about
 * @param elements number of elements of that version
 * @param plan how the batch was answered; never {@link PlanKind#AUTO}
 * @param scannedElements elements read, once per pass over the data
 * @param workers workers that computed a part of it
 * @param elapsed server-side time from the batch's arrival to its last answer
 * @param answers in the order of the queries
 */
public record BatchAnswer(String dataset, long version, long elements, PlanKind plan, long scannedElements, int workers,
        Duration elapsed, List<Answer> answers) {
    /** Copies the answers. */
    public BatchAnswer {
        answers = List.copyOf(answers);
    }

    /**
     * {@return the answers of a batch that asks about ranges only}
     *
     * @throws ClassCastException for any other
     */
    public List<RangeAnswer> rangeAnswers() {
        return answers.stream().map(RangeAnswer.class::cast).toList();
    }
}
