package onecopy.service.scan;

import java.util.Arrays;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.fault.Thrown;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.IntElementFunction;

/**
 * Calls code that is not ours: whatever it throws becomes one sentence that names the function and the value. Only a failed
 * read of a mapped file stays what it is: the JVM throws it wherever it happens to be.
 */
public final class FunctionCalls {
    private FunctionCalls() {}

    /** {@return whether a thread is in the code of a function now} The thread is stopped for a moment to see. */
    public static boolean isUnderWay(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FunctionCalls.class.getName()));
    }

    /** {@return a function that fails as the methods here do} */
    static ElementFunction checked(ElementFunction function) {
        return new ElementFunction() {
            @Override
            public String name() {
                return function.name();
            }

            @Override
            public int version() {
                return function.version();
            }

            @Override
            public long apply(long x) {
                return FunctionCalls.apply(function, x);
            }

            @Override
            public void applyAll(long[] values, int count, long[] into) {
                FunctionCalls.applyAll(function, values, count, into);
            }
        };
    }

    static long apply(ElementFunction function, long x) {
        try {
            return function.apply(x);
        } catch (Throwable e) {
            throw failure(function, "for x = " + x, e);
        }
    }

    static void applyAll(ElementFunction function, long[] values, int count, long[] into) {
        try {
            function.applyAll(values, count, into);
        } catch (Throwable e) {
            OnecopyException failure = bulkFailure(function, e);
            for (int i = 0; i < count; i++) {
                apply(function, values[i]);
            }
            throw failure;
        }
    }

    static void applyAll(IntElementFunction function, int[] values, int count, int[] into) {
        try {
            function.applyAll(values, count, into);
        } catch (Throwable e) {
            OnecopyException failure = bulkFailure(function, e);
            for (int i = 0; i < count; i++) {
                apply(function, values[i]);
            }
            throw failure;
        }
    }

    private static OnecopyException bulkFailure(ElementFunction function, Throwable cause) {
        return failure(function, "in its bulk form, though not for any single value", cause);
    }

    /** {@return the error to throw; throws a failed read itself} */
    private static OnecopyException failure(ElementFunction function, String where, Throwable cause) {
        if (cause instanceof InternalError error && FileFaults.isFailedRead(error)) {
            throw error;
        }
        return new OnecopyException(Fault.FUNCTION_FAILED, "function '" + function.name() + "' version "
                + function.version() + " failed " + where + ": " + Thrown.describe(cause), cause);
    }
}
