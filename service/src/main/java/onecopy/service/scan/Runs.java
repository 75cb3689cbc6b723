package onecopy.service.scan;

/** Runs of elements as flat arrays: start and end of each, ascending and apart. */
public final class Runs {
    private Runs() {}

    /** {@return number of elements in all runs together} */
    public static long elements(long[] runs) {
        long elements = 0;
        for (int run = 0; run < runs.length; run += 2) {
            elements += runs[run + 1] - runs[run];
        }
        return elements;
    }
}
