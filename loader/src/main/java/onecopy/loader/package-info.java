/**
 * The only code that writes a dataset: sources are read, widened, checksummed and published atomically. Knows {@code
 * onecopy.data} and nothing else of ours.
 */
package onecopy.loader;
