/**
 * Turns an open source into {@code values.npy} with its block checksums and extremes, using every core, or adopts a
 * file that is already in the right form. Knows files, not stores. Start reading at {@link
 * onecopy.loader.write.ValuesWriter}.
 */
package onecopy.loader.write;
