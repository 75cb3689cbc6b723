package onecopy.service.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;

class ErrorJsonTest {
    @Test
    void shouldTellTheBeginningOfAMessageWithoutEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ErrorJson.write(new OnecopyException(Fault.FUNCTION_FAILED, "\u0001".repeat(10_000_000)), out);
        assertThat(out.size()).isLessThan(30_000);
        OnecopyException read = ErrorJson.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.fault()).isEqualTo(Fault.FUNCTION_FAILED);
        assertThat(read.getMessage()).startsWith("\u0001\u0001").endsWith("... (10000000 characters)");
    }
}
