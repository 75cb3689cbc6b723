package onecopy.service.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.Units;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.control.FleetReader;
import onecopy.service.control.FleetSnapshot;
import onecopy.service.run.RunDirectory;
import onecopy.service.wire.Quarantined;

/** The run directory: whether processes can meet there, and who does. */
final class RunChecks {
    private static final String PRIVATE = "rwx------";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long NEEDED_BYTES = 64L << 20;

    private final RunDirectory run;

    RunChecks(RunDirectory run) {
        this.run = run;
    }

    List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(List.of(access()));
        Disk system = Disk.of(run.path());
        findings.add(kind(system));
        findings.add(space(system));
        findings.addAll(fleet());
        return findings;
    }

    private Finding access() {
        Path path = run.path();
        if (!Files.exists(path)) {
            Path above = Disk.existingAncestor(path);
            return Files.isWritable(above)
                    ? Finding.ok("run directory", path + ", made by the coordinator")
                    : Finding.error("run directory", "no permission to make " + path,
                            "choose another one with --run DIR");
        }
        try {
            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            return permissions.equals(PRIVATE)
                    ? Finding.ok("run directory", path.toString())
                    : Finding.error("run directory", path + " is " + permissions + ": others could look at the token",
                            "chmod 700 '" + path + "'");
        } catch (IOException e) {
            return Finding.error("run directory", "cannot look at " + path + ": " + e.getMessage(),
                    "choose another one with --run DIR");
        }
    }

    private static Finding kind(Disk system) {
        if (system.isRemote()) {
            return Finding.error("run directory's disk", system.type() + " is remote or in user space: processes cannot"
                    + " share memory and kernel locks through it", "choose a local folder with --run DIR");
        }
        return system.isInMemory()
                ? Finding.ok("run directory's disk", system.type())
                : Finding.ok("run directory's disk", system.type() + "; the kernel may write the control file to disk"
                        + " now and then, which memory (/dev/shm) spares");
    }

    private static Finding space(Disk system) {
        return system.freeBytes() >= NEEDED_BYTES
                ? Finding.ok("shared memory", Units.size(system.freeBytes()) + " free for the control file")
                : Finding.error("shared memory",
                        "only " + Units.size(system.freeBytes()) + " free for the control file",
                        "give the container a larger /dev/shm (--shm-size=256m), or choose a disk with --run DIR");
    }

    private List<Finding> fleet() {
        try (FleetReader reader = FleetReader.open(run)) {
            FleetSnapshot fleet = reader.snapshot();
            long workers = fleet.workers().stream().filter(worker -> worker.alive()).count();
            if (!fleet.coordinatorAlive()) {
                return List.of(Finding.warning("fleet", "coordinator " + fleet.coordinatorPid()
                        + " is gone, its files are not", "start another one with 'onecopy serve': it takes over"));
            }
            List<Finding> findings = new ArrayList<>(List.of(workers > 0
                    ? Finding.ok("fleet", "coordinator " + fleet.coordinatorPid() + " with " + workers + " workers")
                    : Finding.warning("fleet", "coordinator " + fleet.coordinatorPid() + " has no worker: scans wait",
                            "start one with 'onecopy worker'")));
            findings.addAll(quarantine(fleet.coordinatorPid()));
            return findings;
        } catch (OnecopyException e) {
            return List.of(e.fault() == Fault.UNAVAILABLE
                    ? Finding.ok("fleet", "none runs here now")
                    : Finding.error("fleet", e.getMessage(),
                            "stop every onecopy process of this folder, then remove it"));
        }
    }

    private List<Finding> quarantine(long coordinatorPid) {
        try {
            return OnecopyClient.connect(run).status(PATIENCE).quarantine().stream().map(RunChecks::quarantined)
                    .toList();
        } catch (OnecopyException e) {
            return List.of(Finding.warning("quarantine",
                    "coordinator " + coordinatorPid + " does not say what it refuses: "
                            + e.getMessage(),
                    "look again; if it stays silent, kill it and start 'onecopy serve': it takes over"));
        }
    }

    private static Finding quarantined(Quarantined one) {
        return switch (one.kind()) {
            case VERSION -> refusedVersion(one);
            case FUNCTION -> Finding.error("quarantine", refusal(one),
                    "repair the function, and start the service again with it");
            case INDEX -> Finding.warning("quarantine", absence(one),
                    "build it anew with 'onecopy index " + one.dataset() + "@" + one.version() + "', look at the disk");
            case ZONES -> Finding.warning("quarantine", absence(one),
                    "load '" + one.dataset() + "' again, look at the disk");
        };
    }

    private static Finding refusedVersion(Quarantined one) {
        return one.code().equals(Fault.UNAVAILABLE.code())
                ? Finding.warning("quarantine", refusal(one),
                        "find out what ends the workers: the coordinator's log says how")
                : Finding.error("quarantine", refusal(one), "check it with 'onecopy verify " + one.name()
                        + "', load it again, then 'onecopy drop " + one.name() + "'");
    }

    private static String refusal(Quarantined one) {
        return one.name() + " is refused for " + one.secondsLeft() + " s more: " + one.reason();
    }

    private static String absence(Quarantined one) {
        return "batches do without the " + one.name() + ": " + one.reason();
    }
}
