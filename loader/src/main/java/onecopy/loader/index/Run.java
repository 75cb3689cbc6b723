package onecopy.loader.index;

import onecopy.data.index.Total128;

/**
 * A stretch of the ordered values whose first value differs from the last one before it.
 *
 * @param start index of its first value
 * @param end index after its last value
 * @param distinct number of distinct values in it
 * @param sum sum of its values
 */
record Run(long start, long end, long distinct, Total128 sum) {}
