package onecopy.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.control.FleetReader;
import onecopy.service.control.WorkerControl;
import onecopy.service.coordinator.TestFleet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fleet leaves in its run directory is its owner's alone, and what others left there is not used. */
class PrivateFilesTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    @Test
    void shouldCloseEveryFileOfAServiceToOthers() throws Exception {
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.load("numbers", 3, 1, 2);
            fleet.startService("serve", "--workers", "1");
            TestFleet.await("the table of divisors", () -> Files.exists(fleet.run().divisorsFile()));
            assertThat(modeOf(fleet.run().path())).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(fleet.run().path())) {
                List<Path> left = files.toList();
                assertThat(left).extracting(file -> file.getFileName().toString())
                        .containsExactlyInAnyOrder("control", "locks", "token", "endpoint", "divisors");
                for (Path file : left) {
                    assertThat(modeOf(file)).as(file.toString()).isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void shouldRefuseALinkInsteadOfTheRunDirectory() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        RunDirectory run = RunDirectory.at(Files.createSymbolicLink(folder.resolve("run"), elsewhere));
        assertRefused(run::create, "it is a symbolic link");
        assertRefused(() -> OnecopyClient.connect(run), "it is a symbolic link");
        assertRefused(() -> FleetReader.open(run), "it is a symbolic link");
        assertRefused(() -> WorkerControl.attach(run, false), "it is a symbolic link");
    }

    @Test
    void shouldRefuseARunDirectoryThatOthersMayEnter() throws IOException {
        RunDirectory run = madeRun();
        Files.setPosixFilePermissions(run.path(), PosixFilePermissions.fromString("rwx--x---"));
        assertRefused(() -> OnecopyClient.connect(run), "others may open it: chmod 700");
        assertRefused(() -> FleetReader.open(run), "others may open it");
        assertRefused(() -> WorkerControl.attach(run, false), "others may open it");
        run.create();
        run.requirePrivate();
    }

    @Test
    void shouldRefuseLinksInsteadOfItsFiles() throws IOException {
        RunDirectory run = madeRun();
        Path victim = Files.writeString(folder.resolve("victim"), "http://127.0.0.1:1\n");
        OwnFiles.close(victim);
        for (Path file : List.of(run.controlFile(), run.locksFile(), run.endpointFile(), run.tokenFile())) {
            Files.createSymbolicLink(file, victim);
            assertRefused(() -> OwnFiles.require(file), "it is a symbolic link");
        }
        assertRefused(() -> OnecopyClient.connect(run), "endpoint: it is a symbolic link");
        assertRefused(() -> FleetReader.open(run), "control: it is a symbolic link");
        assertRefused(() -> WorkerControl.attach(run, false), "locks: it is a symbolic link");
        assertThat(victim).hasContent("http://127.0.0.1:1\n");
    }

    @Test
    void shouldReplaceALinkToSomebodyElsesFileAndLeaveThatFile() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.load("numbers", 3, 1, 2);
            fleet.run().create();
            for (String name : List.of("control", "control.new", "token", "token.new", "endpoint", "divisors.new")) {
                Files.createSymbolicLink(fleet.run().path().resolve(name), victim);
            }
            fleet.startService("serve", "--workers", "1");
            for (Path file : List.of(fleet.run().controlFile(), fleet.run().tokenFile(), fleet.run().endpointFile())) {
                assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
                assertThat(modeOf(file)).isEqualTo("rw-------");
            }
            assertThat(victim).hasContent("precious");
        }
    }

    @Test
    void shouldRefuseATokenThatOthersMayRead() throws IOException {
        RunDirectory run = madeRun();
        Files.writeString(run.endpointFile(), "http://127.0.0.1:1\n");
        OwnFiles.close(run.endpointFile());
        Files.writeString(run.tokenFile(), "secret");
        Files.setPosixFilePermissions(run.tokenFile(), PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(() -> OnecopyClient.connect(run), "others may open it: chmod 600");
    }

    @Test
    void shouldRefuseWhatBelongsToAnotherUser() throws IOException {
        RunDirectory run = madeRun();
        Path file = Files.writeString(run.tokenFile(), "secret");
        OwnFiles.close(file);
        if (isRoot()) {
            Files.setAttribute(file, "unix:uid", NOBODY);
            assertRefused(() -> OwnFiles.require(file), "another user");
            Files.setAttribute(run.path(), "unix:uid", NOBODY);
            assertRefused(run::create, "another user");
            assertRefused(run::requirePrivate, "another user");
        } else {
            assertRefused(RunDirectory.at(Path.of("/"))::create, "another user");
            assertRefused(() -> OwnFiles.require(Path.of("/etc/passwd")), "another user");
        }
    }

    private RunDirectory madeRun() {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        run.create();
        return run;
    }

    private boolean isRoot() throws IOException {
        return Files.getAttribute(folder, "unix:uid").equals(0);
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private static void assertRefused(ThrowingCallable action, String reason) {
        assertThatThrownBy(action).hasMessageContaining("will not use ").hasMessageContaining(reason)
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.PERMISSION_DENIED));
    }
}
