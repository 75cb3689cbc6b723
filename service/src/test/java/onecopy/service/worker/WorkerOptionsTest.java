package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;

class WorkerOptionsTest {
    @Test
    void shouldTakeTheCommandLineBeforeVariables() {
        WorkerOptions options = WorkerOptions.parse(
                List.of("--run=/a", "--plugins", "/x.jar:/y", "--supervised", "--brief"),
                Map.of("ONECOPY_RUN", "/b"));
        assertThat(options.run().path()).isEqualTo(Path.of("/a"));
        assertThat(options.plugins()).containsExactly(Path.of("/x.jar"), Path.of("/y"));
        assertThat(options.supervised()).isTrue();
        assertThat(options.brief()).isTrue();
    }

    @Test
    void shouldTakeVariablesBeforeDefaults() {
        WorkerOptions options = WorkerOptions.parse(List.of(), Map.of("ONECOPY_RUN", "/b"));
        assertThat(options.run().path()).isEqualTo(Path.of("/b"));
        assertThat(options.plugins()).isEmpty();
        assertThat(options.supervised()).isFalse();
        assertThat(options.brief()).isFalse();
    }

    @Test
    void shouldNameWhatItDoesNotKnow() {
        assertThatThrownBy(() -> WorkerOptions.parse(List.of("--wrkers"), Map.of()))
                .isInstanceOf(OnecopyException.class)
                .hasMessageContaining("'--wrkers'").hasMessageContaining("--run DIR");
        assertThatThrownBy(() -> WorkerOptions.parse(List.of("--run"), Map.of())).hasMessage("--run needs a value");
    }
}
