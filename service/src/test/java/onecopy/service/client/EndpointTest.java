package onecopy.service.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FleetLocks;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a run directory that somebody else wrote into. */
class EndpointTest {
    private static final String ADDRESS = "http://127.0.0.1:41234\n";
    private static final List<String> NO_ADDRESSES = List.of("", "\n", "://", "http://a b:1", "ftp://x",
            "http://127.0.0.1", "http://127.0.0.1:", "http://127.0.0.1:0", "http://127.0.0.1:65536",
            "http://127.0.0.1:99999999", "https://127.0.0.1:1", "http://10.0.0.1:80", "http://127.0.0.1:1/path",
            "http://user@127.0.0.1:1", "http://127.0.0.1:1\nhttp://127.0.0.1:2", "\u00e9\u0000", "x".repeat(10_000_000),
            "http://127.0.0.1:1".repeat(100_000));
    private static final List<String> NO_TOKENS = List.of("", "a b", "a\r\nX: y", "\u00e9", "x".repeat(10_000_000));

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatACoordinatorWrote() throws IOException {
        RunDirectory run = newRun();
        try (FleetLocks locks = FleetLocks.open(run);
                CoordinatorControl _ = CoordinatorControl.create(run, locks, _ -> {})) {
            for (int port : new int[]{1, 9_999, 10_000, 59_999, 60_000, 65_535}) {
                write(run.tokenFile(), "secret\n");
                write(run.endpointFile(), "http://127.0.0.1:" + port + "\n");
                Endpoint read = Endpoint.read(run);
                assertThat(read.address()).hasToString("http://127.0.0.1:" + port);
                assertThat(read.token()).isEqualTo("secret");
            }
        }
    }

    @Test
    void shouldNameTheFileThatSomebodyElseWrote() throws IOException {
        RunDirectory run = newRun();
        try (FleetLocks locks = FleetLocks.open(run);
                CoordinatorControl _ = CoordinatorControl.create(run, locks, _ -> {})) {
            write(run.tokenFile(), "secret\n");
            for (String text : NO_ADDRESSES) {
                write(run.endpointFile(), text);
                assertRefused(run, Fault.CORRUPT, run.endpointFile());
            }
            write(run.endpointFile(), ADDRESS);
            for (String text : NO_TOKENS) {
                write(run.tokenFile(), text);
                assertRefused(run, Fault.CORRUPT, run.tokenFile());
            }
        }
    }

    @Test
    void shouldFindNobodyBehindWhatADeadCoordinatorLeft() throws IOException {
        RunDirectory run = newRun();
        write(run.tokenFile(), "secret\n");
        for (String text : NO_ADDRESSES) {
            write(run.endpointFile(), text);
            assertRefused(run, Fault.UNAVAILABLE, run.path());
        }
    }

    private RunDirectory newRun() {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        run.create();
        return run;
    }

    private static void assertRefused(RunDirectory run, Fault fault, Path named) {
        assertThatThrownBy(() -> Endpoint.read(run)).isInstanceOfSatisfying(OnecopyException.class, e -> {
            assertThat(e.fault()).isEqualTo(fault);
            assertThat(e.getMessage()).contains(named.toString()).contains("onecopy serve").hasSizeLessThan(500);
        });
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        OwnFiles.create(file);
        Files.writeString(file, text);
    }
}
