package onecopy.service.coordinator;

/** How long to wait before a worker that keeps dying young is started again, and when to give up. Thread-safe. */
final class Backoff {
    /** A worker that lived this long was all right: its death counts as the first. */
    static final long GROWN_UP_NS = 10_000_000_000L;
    /** Deaths in a row, each young, after which a restart helps nobody. */
    static final int MAX_YOUNG_DEATHS = 10;
    private static final long FIRST_DELAY_MS = 100;
    private static final long LONGEST_DELAY_MS = 5_000;

    private int youngDeaths;

    /** {@return milliseconds until the next start, 0 after the first death, -1 to give up} */
    synchronized long nextDelayMs(long livedNs) {
        youngDeaths = livedNs >= GROWN_UP_NS ? 1 : youngDeaths + 1;
        if (youngDeaths > MAX_YOUNG_DEATHS) {
            return -1;
        }
        return youngDeaths == 1 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS << (youngDeaths - 2));
    }

    /** Counts deaths anew. */
    synchronized void forgive() {
        youngDeaths = 0;
    }
}
