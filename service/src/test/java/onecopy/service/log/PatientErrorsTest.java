package onecopy.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PatientErrorsTest {
    private static final int ROOM = 10;

    @Test
    void shouldWriteLinesWholeAndInTheirOrder() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PatientErrors errors = new PatientErrors(new PrintStream(written, true, StandardCharsets.UTF_8), 1000);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            errors.stream().println("line " + i + " à");
            expected.append("line ").append(i).append(" à\n");
        }
        errors.awaitWritten();
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void shouldKeepNobodyWaitingWhereNobodyReads() throws IOException {
        try (PipedInputStream pipe = new PipedInputStream(64); PipedOutputStream into = new PipedOutputStream(pipe)) {
            PrintStream errors = new PatientErrors(new PrintStream(into, true, StandardCharsets.UTF_8), ROOM).stream();
            for (int i = 0; i < 10_000; i++) {
                errors.println("a line that takes a good part of the pipe");
            }
            assertThat(new String(pipe.readNBytes(41), StandardCharsets.UTF_8)).startsWith("a line that takes");
        }
    }
}
