/**
 * The header of NumPy's {@code .npy} files: read whatever NumPy writes, write the one form a dataset has. Knows
 * nothing of stores. Start reading at {@link onecopy.data.npy.NpyHeader}.
 */
package onecopy.data.npy;
