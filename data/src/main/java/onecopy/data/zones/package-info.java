/**
 * Zone maps: smallest value, largest value and exact sum of every run of 16,384 values, computed by whoever writes a
 * dataset, read by whoever plans a scan, compared by {@code verify}. Start reading at {@link
 * onecopy.data.zones.ZoneMap}.
 */
package onecopy.data.zones;
