/**
 * Builds the value index of a dataset: orders the values on all cores within a memory budget, adds up running totals and
 * publishes the result beside the values. Its layout is described in {@code data/FORMAT.md}. Start reading at {@link
 * onecopy.loader.index.IndexBuilder}.
 */
package onecopy.loader.index;
