package onecopy.data.function;

/**
 * {@code divisors(x)}: the number of positive divisors of x for x >= 1, and 1 for every x <= 0, as the program whose
 * numbers we keep counts them. Exact for every 64-bit x.
 *
 * <p>Below {@link DivisorTable#LIMIT} it is looked up, beyond that the number is factorised.
 */
public final class Divisors implements IntElementFunction {
    private volatile Counters counters;

    /** Makes its table when the first value is asked for. */
    public Divisors() {}

    /** Uses a table that is there. */
    public Divisors(DivisorTable table) {
        counters = new Counters(table);
    }

    @Override
    public String name() {
        return "divisors";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public long apply(long x) {
        return counters().count(x);
    }

    @Override
    public void applyAll(long[] values, int count, long[] into) {
        counters().countAll(values, count, into);
    }

    @Override
    public void applyAll(int[] values, int count, int[] into) {
        counters().countAll(values, count, into);
    }

    private Counters counters() {
        Counters present = counters;
        if (present == null) {
            synchronized (this) {
                present = counters;
                if (present == null) {
                    present = new Counters(DivisorTable.sieved());
                    counters = present;
                }
            }
        }
        return present;
    }

    /** The table and what is built on it. */
    private record Counters(DivisorTable table, LongDivisorCounter longs) {
        Counters(DivisorTable table) {
            this(table, new LongDivisorCounter(table));
        }

        long count(long x) {
            return x <= 0 ? 1 : longs.count(x);
        }

        void countAll(int[] values, int count, int[] into) {
            if (table.countAll(values, count, into)) {
                for (int i = 0; i < count; i++) {
                    if (into[i] == 0) {
                        into[i] = (int) count(values[i]);
                    }
                }
            }
        }

        void countAll(long[] values, int count, long[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = count(values[i]);
            }
        }
    }
}
