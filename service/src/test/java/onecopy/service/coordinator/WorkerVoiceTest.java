package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerVoiceTest {
    private static List<String> passedOn(String said) throws IOException {
        List<String> lines = new ArrayList<>();
        WorkerVoice.passOn(new StringReader(said), lines::add);
        return lines;
    }

    @Test
    void shouldPassOnLinesButForTheJvmsRemark() throws IOException {
        assertThat(passedOn("one\n\nWARNING: Using incubator modules: jdk.incubator.vector\ntwo"))
                .containsExactly("one", "", "two");
        assertThat(passedOn("")).isEmpty();
    }

    @Test
    void shouldNotWaitForTheEndOfALineThatHasNone() throws IOException {
        String dots = ".".repeat(100_000);

        List<String> pieces = passedOn(dots);

        assertThat(String.join("", pieces)).isEqualTo(dots);
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.length()).isLessThanOrEqualTo(8192));
    }
}
