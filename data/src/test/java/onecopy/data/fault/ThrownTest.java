package onecopy.data.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrownTest {
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new Error("not even this");
        }
    }

    @Test
    void shouldSayInOneShortLineWhatWasThrown() {
        assertThat(Thrown.describe(new Error())).isEqualTo("java.lang.Error");
        assertThat(Thrown.describe(new IllegalStateException("first\n  second\r\nthird")))
                .isEqualTo("java.lang.IllegalStateException: first second third");
        assertThat(Thrown.describe(new Error("x".repeat(1_000_000)))).hasSizeLessThan(1_100);
    }

    @Test
    void shouldNameTheClassOfWhatCannotBeAsked() {
        assertThat(Thrown.describe(new Unspeakable())).isEqualTo(Unspeakable.class.getName());
    }
}
