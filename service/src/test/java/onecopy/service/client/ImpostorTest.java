package onecopy.service.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FleetLocks;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else listens where a coordinator did: he gets no token and nobody believes him. */
@Timeout(120)
class ImpostorTest {
    private static final int RESTARTS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void shouldSendNothingToWhoeverListensWhereADeadCoordinatorDid() throws Exception {
        try (TestFleet fleet = new TestFleet(folder)) {
            Process service = fleet.startService("coordinator");
            OnecopyClient known = fleet.client();
            assertThat(known.status().pid()).isEqualTo(service.pid());
            TestFleet.signal(service.pid(), "KILL");
            TestFleet.await("the coordinator is gone", () -> !service.isAlive());
            int port = URI.create(Files.readString(fleet.run().endpointFile()).strip()).getPort();
            try (Impostor impostor = new Impostor(port)) {
                assertNobody(known::status);
                assertNobody(fleet::client);
                TestFleet.Outcome query = fleet.run("query", "numbers", "--at-most", "7");
                assertThat(query.exitCode()).as(query.err()).isEqualTo(Fault.UNAVAILABLE.exitCode());

                Process next = fleet.startService("coordinator");
                assertThat(known.status().pid()).isEqualTo(next.pid());
                assertThat(impostor.callers()).isZero();
            }
        }
    }

    @Test
    void shouldForgetTheAddressBeforeAnythingElse() throws IOException {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        run.create();
        write(run.tokenFile(), "old");
        write(run.endpointFile(), "http://127.0.0.1:1");
        try (FleetLocks locks = FleetLocks.open(run);
                CoordinatorControl _ = CoordinatorControl.create(run, locks, _ -> {})) {
            assertThat(run.endpointFile()).doesNotExist();
            assertThat(run.tokenFile()).doesNotExist();
            assertNobody(() -> Endpoint.read(run));
        }
    }

    @Test
    void shouldNeverSendATokenToTheAddressOfAnother() throws Exception {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        AtomicBoolean over = new AtomicBoolean();
        try (FleetLocks locks = FleetLocks.open(run);
                CoordinatorControl _ = CoordinatorControl.create(run, locks, _ -> {})) {
            Thread restarts = Thread.ofPlatform().start(() -> {
                for (int restart = 1; restart <= RESTARTS; restart++) {
                    run.withdrawAddress();
                    write(run.tokenFile(), "token" + restart);
                    write(run.endpointFile(), "http://127.0.0.1:" + restart);
                    LockSupport.parkNanos(50_000);
                }
                over.set(true);
            });
            int read = 0;
            while (!over.get()) {
                try {
                    Endpoint endpoint = Endpoint.read(run);
                    assertThat(endpoint.token()).isEqualTo("token" + endpoint.address().getPort());
                    read++;
                } catch (OnecopyException e) {
                    assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE);
                }
            }
            restarts.join();
            assertThat(read).isPositive();
        }
    }

    private static void assertNobody(ThrowingCallable asking) {
        assertThatThrownBy(asking).hasMessageContaining("no coordinator runs in").isInstanceOfSatisfying(
                OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE));
    }

    private static void write(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            OwnFiles.create(draft);
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    /** Takes a port and counts who comes. */
    private static final class Impostor implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger callers = new AtomicInteger();

        Impostor(int port) throws IOException {
            socket = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            while (!socket.isClosed()) {
                try (Socket _ = socket.accept()) {
                    callers.incrementAndGet();
                } catch (IOException _) {
                    return;
                }
            }
        }

        int callers() {
            return callers.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
