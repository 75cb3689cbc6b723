package onecopy.service.bench;

import onecopy.data.store.DatasetVersion;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.probe.Elements;
import onecopy.service.bench.truth.Oracle;

/**
 * A dataset and the two fleets that serve it.
 *
 * @param name its name in the store
 * @param elements its file
 * @param thresholds on its values
 * @param oracle that knows the truth about it
 * @param single a fleet of one worker
 * @param fleet a fleet of as many workers as are to be measured
 */
record ServedData(String name, Elements elements, Thresholds thresholds, Oracle oracle, ServedFleet single,
        ServedFleet fleet) {
    static ServedData of(DatasetVersion version, ServedFleet single, ServedFleet fleet) {
        return new ServedData(version.name(), Elements.of(version), Thresholds.of(version), Oracle.of(version), single,
                fleet);
    }
}
