package onecopy.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerLinesTest {
    @Test
    void shouldParseWhatItPrints() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            long[] expected = random.longs(random.nextInt(200)).map(x -> x >> random.nextInt(64)).toArray();
            StringBuilder text = new StringBuilder();
            for (long value : expected) {
                text.append(decorated(value, random));
            }
            assertThat(parse(text.toString(), ElementType.INT64)).as("seed %s, round %s", seed, round)
                    .containsExactly(expected);
        }
    }

    private static String decorated(long value, Random random) {
        String digits = Long.toString(value);
        boolean plain = random.nextInt(4) != 0;
        if (plain) {
            return digits + "\n";
        }
        String[] blanks = {"", " ", "\t ", ""};
        String sign = value >= 0 && random.nextBoolean() ? "+" : "";
        String zeros = value >= 0 ? "0".repeat(random.nextInt(3) * 9) : "";
        String emptyLine = random.nextBoolean() ? " \n" : "\r\n";
        return blanks[random.nextInt(4)] + sign + zeros + digits + blanks[random.nextInt(4)]
                + (random.nextBoolean() ? "\r\n" : "\n") + (random.nextInt(3) == 0 ? emptyLine : "");
    }

    @Test
    void shouldParseEveryNumberOfDigits() {
        for (int digits = 1; digits <= 18; digits++) {
            long value = Long.parseLong("1234567890123456789".substring(0, digits));
            assertThat(parse(value + "\n" + -value + "\n", ElementType.INT64)).containsExactly(value, -value);
        }
    }

    @Test
    void shouldParseTheExtremes() {
        assertThat(parse("9223372036854775807\n-9223372036854775808\n", ElementType.INT64))
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE);
        assertThat(parse("2147483647\n-2147483648\n", ElementType.INT32)).containsExactly(Integer.MAX_VALUE,
                Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"12x4 | found 'x' at column 3 of '12x4'",
        "1 2  | found '2' at column 3 of '1 2'", "1.5  | found '.' at column 2", "-    | the line ends at column 2",
        "+-3  | found '-' at column 2", "abc  | found 'a' at column 1", "1_000 | found '_' at column 2",
        "1é   | found byte 0xc3 at column 2", "123456789012345678x | found 'x' at column 19"})
    void shouldNameLineColumnAndWhatItFound(String line, String sentence) {
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(() -> parse("1\n\n" + line + "\n4\n", ElementType.INT64))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT))
                .withMessageContaining("line 3 of numbers.txt is not an integer: ").withMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775808,INT64", "-9223372036854775809,INT64", "99999999999999999999999,INT64",
        "2147483648,INT32", "-2147483649,INT32", "+2147483648,INT32", "18446744073709551617,INT64"})
    void shouldRefuseWhatDoesNotFit(String number, ElementType limit) {
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> parse("5\n" + number + "\n", limit))
                .withMessageContaining("the number in line 2 of numbers.txt is " + number)
                .withMessageContaining("does not fit into " + limit.label());
    }

    private static long[] parse(String text, ElementType limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long[] values = new long[bytes.length / 2 + 1];
        byte[] padded = Arrays.copyOf(bytes, bytes.length + IntegerLines.PADDING_BYTES);
        int count = new IntegerLines("numbers.txt", limit).parse(padded, bytes.length, 1, values);
        return Arrays.copyOf(values, count);
    }
}
