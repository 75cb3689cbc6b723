package onecopy.loader.write;

import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.zones.ZoneMap;

/**
 * What a finished {@code values.npy} holds.
 *
 * @param type type of the values
 * @param count number of values
 * @param dataOffset bytes before the first value
 * @param checksums of every block
 * @param zones of every zone, from which the extremes of all values follow
 */
public record WrittenValues(ElementType type, long count, long dataOffset, BlockChecksums checksums, ZoneMap zones) {}
