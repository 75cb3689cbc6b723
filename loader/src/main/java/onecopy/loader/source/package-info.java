/**
 * Where numbers come from: {@code .npy} files, raw files, text, CSV and a seeded generator. A source that knows its
 * length opens as an {@link onecopy.loader.source.IndexedInput} whose parts are read in any order; one that does not
 * opens as a {@link onecopy.loader.source.StreamInput} that is read in numbered batches. Nothing here writes. Start
 * reading at {@link onecopy.loader.source.ValueSource}.
 */
package onecopy.loader.source;
