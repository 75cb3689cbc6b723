package onecopy.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
    private static final long SEED = 30_11_2026;

    private static List<String> read(String text, int longest) throws IOException {
        BoundedLines lines = new BoundedLines(new StringReader(text), longest);
        List<String> all = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    @Test
    void shouldReadAsTheJdkDoesWhereNothingIsTooLong() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(random.nextInt(50) == 0 ? "x".repeat(8_190 + random.nextInt(4)) : "ab")
                        .append(List.of("\n", "\r", "\r\n", "", "c").get(random.nextInt(5)));
            }
            assertThat(read(text.toString(), 1 << 20)).as("seed %d, round %d", SEED, round)
                    .isEqualTo(new BufferedReader(new StringReader(text.toString())).lines().toList());
        }
    }

    @Test
    void shouldCutWhatIsTooLong() throws IOException {
        assertThat(read("abcdefg\nhi\njkl", 3)).containsExactly("abc", "def", "g", "hi", "jkl");
        assertThat(read("x".repeat(20_000), 8_192)).extracting(String::length).containsExactly(8_192, 8_192, 3_616);
    }
}
