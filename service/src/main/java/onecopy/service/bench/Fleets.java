package onecopy.service.bench;

import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.place.Workplace;

/**
 * Two fleets on one store; the one that is not asked sleeps and costs nothing. Closing twice is harmless.
 *
 * @param single of one worker
 * @param all of as many as are to be measured
 */
record Fleets(ServedFleet single, ServedFleet all) implements AutoCloseable {
    static Fleets start(Workplace place, Store store, int workers) {
        return new Fleets(ServedFleet.start(place, store, 1), ServedFleet.start(place, store, workers));
    }

    ServedData serving(DatasetVersion version) {
        return ServedData.of(version, single, all);
    }

    @Override
    public void close() {
        all.close();
        single.close();
    }
}
