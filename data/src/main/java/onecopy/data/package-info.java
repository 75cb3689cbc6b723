/**
 * What a writer and its readers must agree on: the store, the dataset's files, the mapped values and the
 * per-element functions. Knows no other module of ours; {@code data/FORMAT.md} outranks it. Start reading at
 * {@code onecopy.data.store.Store}.
 */
package onecopy.data;
