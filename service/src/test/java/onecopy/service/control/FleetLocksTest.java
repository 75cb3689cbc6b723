package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetLocksTest {
    @TempDir
    private Path folder;

    private RunDirectory run;

    @BeforeEach
    void chooseRunDirectory() {
        run = RunDirectory.at(folder.resolve("run"));
    }

    @Test
    void shouldLetOneCoordinatorIn() {
        try (FleetLocks first = FleetLocks.open(run); FleetLocks second = FleetLocks.open(run)) {
            assertThat(second.coordinatorAlive()).isFalse();
            first.claimCoordinator();
            assertThat(first.coordinatorAlive()).isTrue();
            assertThat(second.coordinatorAlive()).isTrue();
            assertThatThrownBy(second::claimCoordinator)
                    .isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT))
                    .hasMessageContaining("another coordinator runs in " + run);
            first.releaseCoordinator();
            second.claimCoordinator();
        }
    }

    @Test
    void shouldKeepTheOthersLocksWhenOneOfTheProcessCloses() {
        try (FleetLocks holder = FleetLocks.open(run)) {
            holder.claimCoordinator();
            assertThat(holder.tryWorker(7)).isTrue();
            FleetLocks.open(run).close();
            try (FleetLocks onlooker = FleetLocks.open(run)) {
                assertThat(onlooker.coordinatorAlive()).isTrue();
                assertThat(onlooker.tryWorker(7)).isFalse();
                assertThat(onlooker.tryWorker(8)).isTrue();
            }
            assertThat(holder.tryWorker(8)).isTrue();
        }
    }

    @Test
    void shouldReleaseEverythingOnClose() {
        try (FleetLocks onlooker = FleetLocks.open(run)) {
            try (FleetLocks holder = FleetLocks.open(run)) {
                holder.claimCoordinator();
                assertThat(holder.tryWorker(0)).isTrue();
            }
            assertThat(onlooker.coordinatorAlive()).isFalse();
            assertThat(onlooker.tryWorker(0)).isTrue();
        }
    }

    @Test
    void shouldFollowTheFileThatReplacedARemovedOne() {
        try (FleetLocks late = FleetLocks.open(run)) {
            run.removeAll();
            assertThat(late.isCurrent()).isFalse();
            late.claimCoordinator();
            assertThat(late.isCurrent()).isTrue();
            try (FleetLocks another = FleetLocks.open(run)) {
                assertThat(another.coordinatorAlive()).isTrue();
            }
        }
    }

    @Test
    void shouldMakeNothingForAWorker() {
        assertThatThrownBy(() -> FleetLocks.openExisting(run)).isInstanceOf(OnecopyException.class);
        assertThat(Files.exists(run.path())).isFalse();
    }
}
