package onecopy.data.fault;

import java.util.regex.Pattern;

/** What code that is not ours has thrown; anything may be, and any of its methods may throw again. */
public final class Thrown {
    private static final int LONGEST = 1_000;
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private Thrown() {}

    /** Throws what only the JVM can mean, out of memory for one; an endless recursion is its code's own, and over. */
    public static void rethrowIfOfTheJvm(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }

    /** {@return what was thrown, as one line that is not too long; its class alone where it cannot be asked} */
    public static String describe(Throwable thrown) {
        try {
            return LINE_BREAK.matcher(Excerpt.of(thrown.toString(), LONGEST)).replaceAll(" ");
        } catch (Throwable _) {
            return thrown.getClass().getName();
        }
    }
}
