package onecopy.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void shouldGroupDigitsOfAnySign() {
        assertThat(Units.grouped(0)).isEqualTo("0");
        assertThat(Units.grouped(-100)).isEqualTo("-100");
        assertThat(Units.grouped(-1_000)).isEqualTo("-1,000");
        assertThat(Units.grouped(Long.MIN_VALUE)).isEqualTo("-9,223,372,036,854,775,808");
        assertThat(Units.grouped(BigInteger.TEN.pow(21).negate())).isEqualTo("-1,000,000,000,000,000,000,000");
    }

    @Test
    void shouldKeepEveryDigitOfADouble() {
        assertThat(Units.grouped(1.0e10)).isEqualTo("10,000,000,000");
        assertThat(Units.grouped(1234.0625)).isEqualTo("1,234.0625");
        assertThat(Units.grouped(-1.0e-7)).isEqualTo("-0.00000010");
    }

    @Test
    void shouldCountInWords() {
        assertThat(Units.counted(1, "process", "processes")).isEqualTo("1 process");
        assertThat(Units.counted(0, "process", "processes")).isEqualTo("0 processes");
        assertThat(Units.counted(1_000, "process", "processes")).isEqualTo("1,000 processes");
    }
}
