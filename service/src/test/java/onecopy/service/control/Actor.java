package onecopy.service.control;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Real code that stops before each access to shared memory and goes on when a schedule says so. A continuation of the
 * JDK, the thing under virtual threads: stopping and going on cost a fraction of a microsecond, and whoever is never
 * continued is as dead as a killed process.
 */
final class Actor {
    private static final Object SCOPE;
    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
            Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
            SCOPE = scope.getConstructor(String.class).newInstance("onecopy");
            NEW = lookup.findConstructor(continuation, MethodType.methodType(void.class, scope, Runnable.class))
                    .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
            RUN = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            YIELD = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scope))
                    .asType(MethodType.methodType(boolean.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final boolean optional;
    private final Object continuation;
    private final Consumer<Actor> onResume;
    private BooleanSupplier condition = Actor::always;
    private boolean begun;
    private boolean over;
    private Throwable failure;

    /**
     * @param optional whether everything else must come to a good end even if this one never acts: a fault
     * @param onResume is run before each step
     */
    Actor(String name, boolean optional, Consumer<Actor> code, Consumer<Actor> onResume) {
        this.name = name;
        this.optional = optional;
        this.onResume = onResume;
        try {
            continuation = NEW.invokeExact(SCOPE, (Runnable) () -> run(code));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    String name() {
        return name;
    }

    /** {@return whether it may as well never act: a fault that has not begun} */
    boolean isOptional() {
        return optional && !begun;
    }

    /** {@return whether it can act now} */
    boolean isEnabled() {
        return !over && condition.getAsBoolean();
    }

    /** Never acts again, whatever it was about to do. */
    void kill() {
        over = true;
    }

    /** Acts until it is about to touch shared memory again, waits, or is through. */
    void step() {
        condition = Actor::always;
        begun = true;
        onResume.accept(this);
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        if (failure != null) {
            throw new AssertionError(name + " failed: " + failure, failure);
        }
    }

    /** Stops here; called by this actor's code. */
    void pause() {
        try {
            boolean _ = (boolean) YIELD.invokeExact(SCOPE);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Stops here until the condition holds; it must depend on the shared state alone. */
    void pauseUntil(BooleanSupplier enabled) {
        condition = enabled;
        pause();
    }

    private static boolean always() {
        return true;
    }

    private void run(Consumer<Actor> code) {
        try {
            code.accept(this);
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
        over = true;
    }
}
