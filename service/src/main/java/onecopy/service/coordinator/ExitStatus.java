package onecopy.service.coordinator;

/**
 * How a worker process ended.
 *
 * @param code its exit code; 128 and more mean a signal
 */
record ExitStatus(int code) {
    /** When a terminal sends its signal to everybody, the coordinator hears of it within this time, too. */
    static final long SHARED_SIGNAL_MS = 250;

    private static final int SIGNAL_BASE = 128;

    /** {@return whether it left because it was asked to: by itself, or by SIGHUP, SIGINT or SIGTERM} */
    boolean isGraceful() {
        return code == 0 || code == SIGNAL_BASE + 1 || code == SIGNAL_BASE + 2 || code == SIGNAL_BASE + 15;
    }

    @Override
    public String toString() {
        if (code == 0) {
            return "left";
        }
        return code <= SIGNAL_BASE ? "ended with exit code " + code : "was killed by " + signalName();
    }

    private String signalName() {
        return switch (code - SIGNAL_BASE) {
            case 1 -> "SIGHUP";
            case 2 -> "SIGINT";
            case 6 -> "SIGABRT (a crash of its JVM)";
            case 7 -> "SIGBUS";
            case 9 -> "SIGKILL";
            case 11 -> "SIGSEGV";
            case 15 -> "SIGTERM";
            default -> "signal " + (code - SIGNAL_BASE);
        };
    }
}
