package onecopy.loader.write;

import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;

/**
 * What a finished {@code values.npy} holds.
 *
 * @param type type of the values
 * @param count number of values
 * @param min smallest value; {@link Long#MAX_VALUE} where there is none
 * @param max largest value; {@link Long#MIN_VALUE} where there is none
 * @param dataOffset bytes before the first value
 * @param checksums of every block
 */
public record WrittenValues(ElementType type, long count, long min, long max, long dataOffset,
        BlockChecksums checksums) {}
