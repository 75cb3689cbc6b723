package onecopy.service.proc;

/**
 * One process's mappings of one file, added up; all sizes in bytes.
 *
 * @param mappings how many; 0 where the process has not mapped the file
 * @param readOnly whether none can be written through
 * @param shared whether all are shared mappings, so that a write could never make a private page
 * @param sizeBytes address space
 * @param rssBytes pages present in this process's page table: what {@code top} counts, in full for every process
 * @param pssBytes the same pages, each divided by the number of processes that map it
 * @param privateCleanBytes pages of the page cache that no other process maps at this moment; not a copy
 * @param privateDirtyBytes pages that this process alone maps and that are not on a disk: of a file in a file system in
 *     memory all of them
 * @param anonymousBytes pages that are no longer the file's: real copies
 */
public record FileShare(int mappings, boolean readOnly, boolean shared, long sizeBytes, long rssBytes, long pssBytes,
        long privateCleanBytes, long privateDirtyBytes, long anonymousBytes) {
    /** What a process has that does not map the file. */
    public static final FileShare NONE = new FileShare(0, true, true, 0, 0, 0, 0, 0, 0);

    /** {@return whether the process maps the file} */
    public boolean isMapped() {
        return mappings > 0;
    }
}
