package onecopy.data.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import onecopy.data.ElementType;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.index.IndexForm;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.Store;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String LONG = "k".repeat(100_000);

    @Test
    void shouldLeaveShortTextsAlone() {
        assertThat(Excerpt.of("")).isEmpty();
        assertThat(Excerpt.of("k".repeat(60))).isEqualTo("k".repeat(60));
    }

    @Test
    void shouldTellTheBeginningAndTheLengthOfLongOnes() {
        assertThat(Excerpt.of("k".repeat(61))).isEqualTo("k".repeat(60) + "... (61 characters)");
        assertThat(Excerpt.of("abcdef", 2)).isEqualTo("ab... (6 characters)");
    }

    @Test
    void shouldNotCutACharacterInTwo() {
        assertThat(Excerpt.of("a😀b", 2)).isEqualTo("a... (4 characters)");
    }

    @Test
    void shouldShortenWhatMessagesQuote() {
        assertShort(() -> Store.requireName(LONG));
        assertShort(() -> DatasetReference.parse("a@" + LONG));
        assertShort(() -> ElementType.ofLabel(LONG));
        assertShort(() -> IndexForm.ofLabel(LONG));
        assertShort(() -> FunctionRegistry.of().require(LONG));
    }

    private static void assertShort(ThrowingCallable refused) {
        assertThatThrownBy(refused).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.getMessage()).contains(" characters)").hasSizeLessThan(400));
    }
}
