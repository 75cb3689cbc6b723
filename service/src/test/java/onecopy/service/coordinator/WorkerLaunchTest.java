package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.Test;

class WorkerLaunchTest {
    private static final RunDirectory RUN = RunDirectory.at(Path.of("/somewhere"));

    @Test
    void shouldStartWorkersThatWillPay() {
        assertThat(WorkerLaunch.of(RUN, List.of(Path.of("/a.jar"), Path.of("/b")), false))
                .containsSequence("--run", "/somewhere", "--supervised", "--plugins", "/a.jar:/b")
                .anyMatch(option -> option.endsWith("vector.args"))
                .doesNotContain("--brief", "-XX:TieredStopAtLevel=1");
    }

    @Test
    void shouldSaveWhatNeverPaysInABriefLife() {
        assertThat(WorkerLaunch.of(RUN, List.of(), true)).contains("--brief", "-XX:TieredStopAtLevel=1")
                .noneMatch(option -> option.endsWith("vector.args"));
    }
}
