package onecopy.data;

/**
 * Whether this JVM runs with the Vector API module, {@code --add-modules jdk.incubator.vector}. Code that uses it sits in
 * classes of its own, which are loaded only where the answer is yes.
 */
public final class VectorApi {
    private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private VectorApi() {}

    /** {@return whether vectorised code can run} */
    public static boolean isPresent() {
        return PRESENT;
    }
}
