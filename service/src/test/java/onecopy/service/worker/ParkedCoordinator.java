package onecopy.service.worker;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FleetLocks;
import onecopy.service.run.RunDirectory;

/** A coordinator process that does nothing but exist. */
final class ParkedCoordinator {
    private ParkedCoordinator() {}

    public static void main(String[] arguments) {
        RunDirectory run = RunDirectory.at(Path.of(arguments[0]));
        try (FleetLocks locks = FleetLocks.open(run);
                CoordinatorControl control = CoordinatorControl.create(run, locks, _ -> {})) {
            while (control.workerCount() >= 0) {
                LockSupport.parkNanos(1_000_000_000);
            }
        }
    }
}
