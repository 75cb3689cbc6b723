package onecopy.service.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import onecopy.service.coordinator.TestFleet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine neither asks nor reads nor writes, tried as that user. Needs root, to become one. */
class OtherUserTest {
    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    @Test
    void shouldKeepOtherUsersOut() throws Exception {
        assumeTrue(Files.getAttribute(folder, "unix:uid").equals(0) && runsAsNobody("true") == 0,
                "only root with setpriv can try it as another user; the permission bits are tested all the same");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.load("numbers", 1, 2, 3);
            fleet.startService("serve", "--workers", "1");
            Path run = fleet.run().path();
            assertThat(runsAsNobody("test", "-x", folder.toString())).as("the way to the run directory").isZero();
            for (String file : List.of("token", "endpoint", "control", "locks")) {
                String path = run.resolve(file).toString();
                assertThat(runsAsNobody("cat", path)).as("read " + file).isNotZero();
                assertThat(runsAsNobody("dd", "if=/dev/zero", "of=" + path, "count=1", "conv=notrunc"))
                        .as("write " + file).isNotZero();
                assertThat(runsAsNobody("rm", "-f", path)).as("remove " + file).isNotZero();
            }
            assertThat(runsAsNobody("ls", run.toString())).as("list the run directory").isNotZero();
            assertThat(runsAsNobody("touch", run.resolve("x").toString())).as("add a file").isNotZero();
            for (long worker : fleet.look().workers().stream().map(w -> w.pid()).toList()) {
                assertThat(runsAsNobody("cat", "/proc/" + worker + "/mem")).as("read a worker's memory").isNotZero();
                assertThat(runsAsNobody("kill", "-STOP", Long.toString(worker))).as("stop a worker").isNotZero();
            }
            String address = Files.readString(fleet.run().endpointFile()).strip();
            int port = URI.create(address).getPort();
            String request = "exec 3<>/dev/tcp/127.0.0.1/" + port
                    + "; printf 'GET /v1/status HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' >&3; head -1 <&3";
            assertThat(outputAsNobody("bash", "-c", request)).contains(" 401 ");
        }
    }

    private static int runsAsNobody(String... command) throws IOException, InterruptedException {
        return start(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private static String outputAsNobody(String... command) throws IOException, InterruptedException {
        Process process = start(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static ProcessBuilder start(String... command) {
        List<String> all = new ArrayList<>(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        all.addAll(List.of(command));
        return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
