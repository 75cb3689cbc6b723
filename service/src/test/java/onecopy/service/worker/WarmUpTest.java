package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecopy.data.function.DivisorTable;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;
import onecopy.service.scan.ScanKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private static int stepsUntilDone(WarmUp warmUp) {
        int steps = 0;
        while (warmUp.step()) {
            steps++;
        }
        return steps;
    }

    @Test
    void shouldComeToAnEndAndStayThere() {
        Path table = folder.resolve("divisors");
        DivisorTable.sieved().writeTo(table);
        CountedFunction function = new CountedFunction();
        try (WarmUp warmUp = new WarmUp(ScanKernel.create(), List.of(function), table)) {
            int steps = assertTimeoutPreemptively(LONG, () -> stepsUntilDone(warmUp));
            assertThat(steps).as("every pass takes some").isGreaterThan(4);
            assertThat(function.calls).isPositive();
            assertThat(warmUp.step()).isFalse();
        }
    }

    @Test
    void shouldDoWithoutTheFile() {
        try (WarmUp warmUp = new WarmUp(ScanKernel.create(), List.of(new Divisors()),
                folder.resolve("missing"))) {
            assertThat(assertTimeoutPreemptively(LONG, () -> stepsUntilDone(warmUp))).isGreaterThan(4);
        }
    }

    @Test
    void shouldBeClosedInTheMiddle() {
        WarmUp warmUp = new WarmUp(ScanKernel.create(), List.of(), folder.resolve("missing"));
        assertThat(warmUp.step()).isTrue();
        warmUp.close();
        assertThat(warmUp.step()).isFalse();
    }

    /** Counts how often it is asked. */
    private static final class CountedFunction implements ElementFunction {
        private long calls;

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public long apply(long x) {
            calls++;
            return 1;
        }
    }
}
