package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void shouldDoEveryStepAndThrowTheFirstFailure() {
        List<String> done = new ArrayList<>();
        Ending ending = new Ending();
        ending.step(() -> done.add("one"));
        ending.step(() -> fail("two"));
        ending.step(() -> fail("three"));
        ending.step(() -> done.add("four"));
        assertThat(done).containsExactly("one", "four");
        assertThatThrownBy(ending::requireNoFailure).hasMessage("two")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().hasToString(
                        "java.lang.IllegalStateException: three"));
    }

    @Test
    void shouldEndQuietlyWhereNothingFailed() {
        new Ending().requireNoFailure();
    }

    private static void fail(String what) {
        throw new IllegalStateException(what);
    }
}
