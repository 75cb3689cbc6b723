/**
 * The value index: a dataset's values in order with running totals, so that any threshold is a search. Its layout is
 * described in {@code data/FORMAT.md}; the loader builds it, everybody reads it. Start reading at {@link
 * onecopy.data.index.ValueIndex}.
 */
package onecopy.data.index;
