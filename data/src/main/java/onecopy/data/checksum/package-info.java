/**
 * Checksums of a dataset's values, block by block: computed by the writer, compared by {@code verify}. Start reading at
 * {@link onecopy.data.checksum.BlockChecksums}.
 */
package onecopy.data.checksum;
