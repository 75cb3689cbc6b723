/**
 * Batches that are sent again under the same idempotency key: a repeat joins the first while that runs, and gets its answer
 * for a while afterwards. Knows neither HTTP nor what an answer is. Start reading at {@link
 * onecopy.service.repeat.Repeats}.
 */
package onecopy.service.repeat;
