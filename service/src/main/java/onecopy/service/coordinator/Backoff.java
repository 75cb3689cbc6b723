package onecopy.service.coordinator;

/** How long to wait before a worker that keeps dying young is started again, and when there is little hope left. Thread-safe. */
final class Backoff {
    /** A worker that lived this long was all right: its death counts as the first. */
    static final long GROWN_UP_NS = 10_000_000_000L;
    /** Deaths in a row, each young, after which one is started only now and then: the cause may pass. */
    static final int MAX_YOUNG_DEATHS = 10;
    private static final long FIRST_DELAY_MS = 100;
    private static final long LONGEST_DELAY_MS = 5_000;
    private static final long HOPELESS_DELAY_MS = 30_000;

    private int youngDeaths;

    /** {@return milliseconds until the next start, 0 after the first death} */
    synchronized long nextDelayMs(long livedNs) {
        youngDeaths = livedNs >= GROWN_UP_NS ? 1 : youngDeaths + 1;
        if (youngDeaths > MAX_YOUNG_DEATHS) {
            return HOPELESS_DELAY_MS;
        }
        return youngDeaths == 1 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS << (youngDeaths - 2));
    }

    /** {@return whether so many died young that the next one probably will, too} */
    synchronized boolean isHopeless() {
        return youngDeaths > MAX_YOUNG_DEATHS;
    }

    /** Counts deaths anew. */
    synchronized void forgive() {
        youngDeaths = 0;
    }
}
