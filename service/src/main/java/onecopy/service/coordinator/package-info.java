/**
 * The coordinator: takes batches, cuts the data into chunks, submits them to the workers through {@code control}, merges
 * their partial results, and keeps workers of its own alive. Start reading at {@link
 * onecopy.service.coordinator.Coordinator}.
 */
package onecopy.service.coordinator;
