package onecopy.service.scan;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;

/** Calls code that is not ours: whatever it throws becomes one sentence that names the function and the value. */
final class FunctionCalls {
    private FunctionCalls() {}

    static long apply(ElementFunction function, long x) {
        try {
            return function.apply(x);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            throw new OnecopyException(Fault.FUNCTION_FAILED, "function '" + function.name() + "' version "
                    + function.version() + " failed for x = " + x + ": " + e, e);
        }
    }
}
