/**
 * Questions and answers: ranges, aggregates, queries, batches, and how a batch was answered. Plain values without
 * memory or processes; everybody in the service may use them. Start reading at {@link
 * onecopy.service.query.Query}.
 */
package onecopy.service.query;
