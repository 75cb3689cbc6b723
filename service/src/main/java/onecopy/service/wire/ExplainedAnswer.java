package onecopy.service.wire;

import java.util.Optional;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Explanation;

/**
 * The answers to a batch, with an explanation where one was asked for.
 *
 * @param answer the answers
 * @param explanation how the batch was laid out
 */
public record ExplainedAnswer(BatchAnswer answer, Optional<Explanation> explanation) {}
