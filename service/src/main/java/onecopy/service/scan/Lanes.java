package onecopy.service.scan;

/** Small loops over arrays of accumulator lanes. */
final class Lanes {
    private Lanes() {}

    static long sum(int[] lanes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += lanes[i];
        }
        return sum;
    }

    static long sum(long[] lanes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += lanes[i];
        }
        return sum;
    }

    static int min(int[] lanes, int from, int to) {
        int min = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            min = Math.min(min, lanes[i]);
        }
        return min;
    }

    static int max(int[] lanes, int from, int to) {
        int max = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            max = Math.max(max, lanes[i]);
        }
        return max;
    }

    static long min(long[] lanes, int from, int to) {
        long min = Long.MAX_VALUE;
        for (int i = from; i < to; i++) {
            min = Math.min(min, lanes[i]);
        }
        return min;
    }

    static long max(long[] lanes, int from, int to) {
        long max = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            max = Math.max(max, lanes[i]);
        }
        return max;
    }

    static void move(int[] from, int[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] += from[i];
            from[i] = 0;
        }
    }

    static void move(long[] from, long[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] += from[i];
            from[i] = 0;
        }
    }
}
