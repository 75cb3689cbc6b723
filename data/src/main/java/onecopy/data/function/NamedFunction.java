package onecopy.data.function;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.fault.Thrown;

/** A function whose code was asked for its name and version once: whoever needs them later runs no code of others. */
class NamedFunction implements ElementFunction {
    private final String name;
    private final int version;
    private final ElementFunction function;

    private NamedFunction(String name, int version, ElementFunction function) {
        this.name = name;
        this.version = version;
        this.function = function;
    }

    /**
     * {@return the same function, asked for its name and version}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where it cannot say them
     */
    static ElementFunction of(ElementFunction function) {
        String name;
        int version;
        try {
            name = function.name();
            version = function.version();
        } catch (Throwable e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "cannot load a function: "
                    + function.getClass().getName() + " does not say its name and version: " + Thrown.describe(e), e);
        }
        return function instanceof IntElementFunction ints
                ? new OfInts(name, version, ints)
                : new NamedFunction(name, version, function);
    }

    /** {@return the name of the class a function comes from} */
    static String classOf(ElementFunction function) {
        Object code = function instanceof NamedFunction named ? named.function : function;
        return code.getClass().getName();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int version() {
        return version;
    }

    @Override
    public final long apply(long x) {
        return function.apply(x);
    }

    @Override
    public final void applyAll(long[] values, int count, long[] into) {
        function.applyAll(values, count, into);
    }

    /** The same of a function with a form for ints. */
    private static final class OfInts extends NamedFunction implements IntElementFunction {
        private final IntElementFunction ints;

        private OfInts(String name, int version, IntElementFunction ints) {
            super(name, version, ints);
            this.ints = ints;
        }

        @Override
        public void applyAll(int[] values, int count, int[] into) {
            ints.applyAll(values, count, into);
        }
    }
}
