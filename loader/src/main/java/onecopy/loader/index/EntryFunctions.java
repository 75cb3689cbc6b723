package onecopy.loader.index;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.fault.Thrown;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;

/** The ways to evaluate a function over entries. */
final class EntryFunctions {
    private EntryFunctions() {}

    /** {@return the fastest way to evaluate a function; for one thread} */
    static EntryFunction of(ElementFunction function) {
        EntryFunction plain = (arguments, length, results) -> applyAll(function, arguments, length, results);
        return function instanceof Divisors ? new SievedDivisors(plain) : plain;
    }

    private static void applyAll(ElementFunction function, long[] arguments, int length, long[] results) {
        try {
            function.applyAll(arguments, length, results);
        } catch (Throwable e) {
            Thrown.rethrowIfOfTheJvm(e);
            throw new OnecopyException(Fault.FUNCTION_FAILED, "function '" + function.name()
                    + "' failed for a value between " + arguments[0] + " and " + arguments[length - 1] + ": "
                    + Thrown.describe(e), e);
        }
    }
}
