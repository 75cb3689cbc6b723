package onecopy.service.plan;

import java.util.Optional;
import java.util.function.Supplier;
import onecopy.data.index.IndexedData;
import onecopy.data.index.ValueIndex;
import onecopy.data.zones.ZoneMap;

/**
 * What a batch is about, and what there is that may spare reading it.
 *
 * @param name how messages name it
 * @param data what is known of all elements
 * @param index the index to be used; empty where there is none to be used
 * @param noIndex why, where there is no index
 * @param zones gives the zone map, empty where there is none; asked only where a scan is planned
 */
public record Subject(String name, IndexedData data, Optional<ValueIndex> index, NoIndex noIndex,
        Supplier<Optional<ZoneMap>> zones) {}
