package onecopy.service.flight;

import jdk.jfr.FlightRecorder;

/** Whether anybody records this process. */
final class Flight {
    private static final boolean CAN_BE_RECORDED = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Flight() {}

    /** {@return whether a recording runs or has run; costs a field until then, and loads no event class} */
    static boolean isOn() {
        return CAN_BE_RECORDED && FlightRecorder.isInitialized();
    }
}
