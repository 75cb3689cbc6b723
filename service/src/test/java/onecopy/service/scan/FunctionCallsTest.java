package onecopy.service.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.IntElementFunction;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionCallsTest {
    private static final String FAILED_READ = "a fault occurred in an unsafe memory access operation";

    private static List<Throwable> anything() {
        return List.of(new IllegalStateException("odd"), new Error("odd"), new IOError(new IOException("odd")),
                new ServiceConfigurationError("odd"), new IOException("odd"), new InternalError("odd"),
                new OutOfMemoryError("odd"), new StackOverflowError("odd"), new Throwable("odd"),
                new OnecopyException(Fault.BUSY, "odd"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable any) throws E {
        throw (E) any;
    }

    /** Throws for 13, or only in its bulk forms. */
    private record Throwing(Throwable what, boolean onlyInBulk) implements IntElementFunction {
        @Override
        public String name() {
            return "odd";
        }

        @Override
        public int version() {
            return 3;
        }

        @Override
        public long apply(long x) {
            return x == 13 && !onlyInBulk ? fail() : x;
        }

        @Override
        public void applyAll(long[] values, int count, long[] into) {
            into[0] = fail();
        }

        @Override
        public void applyAll(int[] values, int count, int[] into) {
            into[0] = fail();
        }

        private int fail() {
            FunctionCallsTest.<RuntimeException>sneak(what);
            return 0;
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.FUNCTION_FAILED));
    }

    @ParameterizedTest
    @MethodSource("anything")
    void shouldNameFunctionAndValueWhateverIsThrown(Throwable what) {
        Throwing function = new Throwing(what, false);
        String sentence = "function 'odd' version 3 failed for x = 13: " + what;
        assertFails(() -> FunctionCalls.apply(function, 13)).hasMessage(sentence).hasCause(what);
        assertFails(() -> FunctionCalls.applyAll(function, new long[]{5, 13}, 2, new long[2])).hasMessage(sentence);
        assertFails(() -> FunctionCalls.applyAll(function, new int[]{5, 13}, 2, new int[2])).hasMessage(sentence);
        assertFails(() -> FunctionCalls.checked(function).apply(13)).hasMessage(sentence);
    }

    @ParameterizedTest
    @MethodSource("anything")
    void shouldNameTheFunctionWhereOnlyItsBulkFormThrows(Throwable what) {
        Throwing function = new Throwing(what, true);
        String sentence = "function 'odd' version 3 failed in its bulk form, though not for any single value: " + what;
        assertFails(() -> FunctionCalls.applyAll(function, new long[]{13}, 1, new long[1])).hasMessage(sentence);
        assertFails(() -> FunctionCalls.applyAll(function, new int[]{13}, 1, new int[1])).hasMessage(sentence);
    }

    @Test
    void shouldLeaveAFailedReadOfAMappedFileAlone() {
        Throwing function = new Throwing(new InternalError(FAILED_READ), false);
        assertThatThrownBy(() -> FunctionCalls.apply(function, 13)).isSameAs(function.what());
        assertThatThrownBy(() -> FunctionCalls.applyAll(function, new long[]{5}, 1, new long[1]))
                .isSameAs(function.what());
        assertThatThrownBy(() -> FunctionCalls.applyAll(function, new int[]{5}, 1, new int[1]))
                .isSameAs(function.what());
    }

    @Test
    void shouldSeeAThreadInAFunction() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        ElementFunction endless = new ElementFunction() {
            @Override
            public String name() {
                return "endless";
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public long apply(long x) {
                entered.countDown();
                while (!Thread.interrupted()) {
                    LockSupport.parkNanos(1_000_000);
                }
                return x;
            }
        };
        Thread thread = Thread.ofPlatform().start(() -> {
            long _ = FunctionCalls.apply(endless, 7);
            left.countDown();
            LockSupport.park();
        });
        entered.await();

        assertThat(FunctionCalls.isUnderWay(thread)).isTrue();
        thread.interrupt();
        left.await();
        assertThat(FunctionCalls.isUnderWay(thread)).isFalse();
        LockSupport.unpark(thread);
        thread.join();
    }
}
