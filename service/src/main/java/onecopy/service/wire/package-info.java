/**
 * JSON, both ways: batch requests, answers, errors, lines of batch files. Strict: an unknown key, a wrong type or a
 * number beyond 64 bits is one sentence that names the place. Streaming only, so that a short command starts fast.
 * Start reading at {@link onecopy.service.wire.BatchJson}.
 */
package onecopy.service.wire;
