package onecopy.service.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactMeanTest {
    @ParameterizedTest
    @CsvSource({"0,5,0", "1,3,0.3333333333333333", "-2,3,-0.6666666666666666", "7,1,7",
        "9007199254740993,1,9007199254740992", "18014398509481987,2,9007199254740994",
        "27021597764222980,3,9007199254740994", "9223372036854775807,9223372036854775807,1",
        "1,9223372036854775807,1.0842021724855044E-19",
        "170141183460469231731687303715884105728,9223372036854775807,1.8446744073709552E19"})
    void shouldRoundTheExactQuotientOnce(BigInteger sum, long count, double expected) {
        assertThat(ExactMean.of(sum, count)).isEqualTo(expected);
    }
}
