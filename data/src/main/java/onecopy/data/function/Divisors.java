package onecopy.data.function;

import java.util.function.Supplier;

/**
 * {@code divisors(x)}: the number of positive divisors of x for x >= 1, and 1 for every x <= 0, as the program whose
 * numbers we keep counts them. Exact for every 64-bit x.
 *
 * <p>Below {@link DivisorTable#LIMIT} it is looked up, beyond that the number is factorised.
 */
public final class Divisors implements IntElementFunction {
    private final Supplier<DivisorTable> table;
    private volatile DivisorCounter counter;

    /** Makes its table in this process's memory when the first value is asked for. */
    public Divisors() {
        this(DivisorTable::sieved);
    }

    /** Gets its table, once, when the first value is asked for. */
    public Divisors(Supplier<DivisorTable> table) {
        this.table = table;
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
        return counter().count(x);
    }

    @Override
    public void applyAll(long[] values, int count, long[] into) {
        counter().countAll(values, count, into);
    }

    @Override
    public void applyAll(int[] values, int count, int[] into) {
        counter().countAll(values, count, into);
    }

    private DivisorCounter counter() {
        DivisorCounter present = counter;
        if (present == null) {
            synchronized (this) {
                present = counter;
                if (present == null) {
                    present = new DivisorCounter(table.get());
                    counter = present;
                }
            }
        }
        return present;
    }
}
