package onecopy.service.plan;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Why there is no index to be used.
 *
 * @param fault what a query that only an index can answer ends with
 * @param why in a sentence without its end
 */
public record NoIndex(Fault fault, String why) {
    /** {@return what is to be said of a version, {@code NAME@NUMBER}, for which none was built} */
    public static NoIndex notBuilt(String version) {
        return new NoIndex(Fault.INVALID_ARGUMENT, version + " has no index");
    }

    /** {@return what is to be said of a version whose index failed; only damage is more than a wish for another one} */
    public static NoIndex useless(String version, OnecopyException failure) {
        return new NoIndex(failure.fault() == Fault.CORRUPT ? Fault.CORRUPT : Fault.INVALID_ARGUMENT,
                "the index of " + version + " is not used: " + failure.getMessage());
    }
}
