package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.coordinator.TestFleet.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --store} of commands that ask a service, as processes. */
class ServedStoreTest {
    @TempDir
    private Path folder;

    private TestFleet fleet;

    @BeforeEach
    void start() {
        fleet = new TestFleet(folder);
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    @Test
    void shouldAskOnlyTheServiceOfTheStoreThatIsNamed() throws IOException {
        Process service = fleet.startService("serve", "--workers", "1");
        Path store = fleet.store().root();
        Path link = Files.createSymbolicLink(folder.resolve("link"), store);
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(query(store)).returns(0, Outcome::exitCode).returns("from,to,count\n,7,3\n", Outcome::out);
        assertThat(query(link)).isEqualTo(query(store));
        for (Path wrong : new Path[]{other, folder.resolve("missing")}) {
            Outcome refused = new Outcome(Fault.CONFLICT.exitCode(), "", "onecopy: the service in " + fleet.run().path()
                    + " serves the store " + store + ", not " + wrong
                    + ": leave out --store, or name with --run where the service of that store runs\n");
            assertThat(query(wrong)).isEqualTo(refused);
            assertThat(fleet.run("stop", "--store", wrong.toString())).isEqualTo(refused);
            assertThat(fleet.run("stat", "--once", "--store", wrong.toString())).isEqualTo(refused);
        }
        assertThat(service.isAlive()).isTrue();
        assertThat(fleet.run("stat", "--once", "--store", store.toString()).exitCode()).isZero();
        assertThat(fleet.run("stop", "--store", store.toString()).exitCode()).isZero();
    }

    @Test
    void shouldSayThatNoServiceRunsBeforeItLooksAtStores() {
        assertThat(query(folder)).returns(Fault.UNAVAILABLE.exitCode(), Outcome::exitCode);
    }

    private Outcome query(Path store) {
        return fleet.run("query", "worked", "--at-most", "7", "--aggregate", "count", "--format", "csv", "--store",
                store.toString());
    }
}
