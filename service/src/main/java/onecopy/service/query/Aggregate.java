package onecopy.service.query;

/**
 * What to compute over the elements of a range. Two aggregates are equal when their {@link #label()} is.
 */
public sealed interface Aggregate {
    /** How many elements; never null. */
    Aggregate COUNT = Builtin.COUNT;
    /** Exact sum of the elements; 0 over nothing. */
    Aggregate SUM = Builtin.SUM;
    /** Smallest element; null over nothing. */
    Aggregate MIN = Builtin.MIN;
    /** Largest element; null over nothing. */
    Aggregate MAX = Builtin.MAX;
    /** How many different elements; needs an index. Never null. */
    Aggregate DISTINCT = Builtin.DISTINCT;
    /** Sum divided by count, rounded to the nearest double; null over nothing. */
    Aggregate MEAN = Builtin.MEAN;

    /** {@return the name on command lines and the key in JSON answers} */
    String label();

    /** {@return the sum of a per-element function over the range, by the function's name} */
    static Aggregate sumOf(String functionName) {
        return new FunctionSum(functionName);
    }

    /** {@return the aggregate with this label; a label that is not built in names a function} */
    static Aggregate ofLabel(String label) {
        for (Builtin builtin : Builtin.values()) {
            if (builtin.label().equals(label)) {
                return builtin;
            }
        }
        return sumOf(label);
    }

    /** The aggregates that need no function. */
    enum Builtin implements Aggregate {
        COUNT("count"), SUM("sum"), MIN("min"), MAX("max"), MEAN("mean"), DISTINCT("distinct");

        private final String label;

        Builtin(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /**
     * The exact sum of a per-element function.
     *
     * @param label the function's name
     */
    record FunctionSum(String label) implements Aggregate {}
}
