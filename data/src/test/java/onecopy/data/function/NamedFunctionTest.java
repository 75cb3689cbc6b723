package onecopy.data.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;

class NamedFunctionTest {
    /** Says its name so many times. */
    private static final class Shy implements IntElementFunction {
        private int answers;

        private Shy(int answers) {
            this.answers = answers;
        }

        @Override
        public String name() {
            if (answers == 0) {
                throw new Error("again?");
            }
            answers--;
            return "shy";
        }

        @Override
        public int version() {
            return 5;
        }

        @Override
        public long apply(long x) {
            return x + 1;
        }

        @Override
        public void applyAll(int[] values, int count, int[] into) {
            into[0] = values[0] + 2;
        }
    }

    @Test
    void shouldAskForTheNameOnceAndKeepEveryForm() {
        ElementFunction named = NamedFunction.of(new Shy(1));
        assertThat(named.name() + named.version() + named.name()).isEqualTo("shy5shy");
        assertThat(named.apply(4)).isEqualTo(5);
        long[] into = new long[1];
        named.applyAll(new long[]{8}, 1, into);
        assertThat(into).containsExactly(9);
        int[] ints = new int[1];
        ((IntElementFunction) named).applyAll(new int[]{8}, 1, ints);
        assertThat(ints).containsExactly(10);
        assertThat(NamedFunction.classOf(named)).isEqualTo(Shy.class.getName());
    }

    @Test
    void shouldRefuseAFunctionThatDoesNotSayItsName() {
        assertThatThrownBy(() -> NamedFunction.of(new Shy(0))).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT)).hasMessage(
                        "cannot load a function: "
                                + Shy.class.getName() + " does not say its name and version: java.lang.Error: again?");
    }
}
