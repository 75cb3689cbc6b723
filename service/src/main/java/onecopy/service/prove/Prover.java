package onecopy.service.prove;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.service.control.FleetReader;
import onecopy.service.control.FleetSnapshot;
import onecopy.service.control.LastBatch;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.proc.FileIdentity;
import onecopy.service.proc.Mappers;
import onecopy.service.proc.PageCache;
import onecopy.service.proc.ProcessMemory;
import onecopy.service.prove.ProofRow.Role;
import onecopy.service.run.RunDirectory;

/** Takes the measurements of a {@link Proof}. Reads only; neither the fleet nor the dataset notices. */
public final class Prover {
    /** How often and how long apart to look again before a claim is said not to hold. */
    private static final int LOOKS = 20;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Store store;
    private final RunDirectory run;

    /** A prover for one fleet and one store. */
    public Prover(Store store, RunDirectory run) {
        this.store = store;
        this.run = run;
    }

    /**
     * Measures a fleet at rest: what does not hold is measured again for some seconds, because a worker that has just had
     * code compiled gives the memory for that back a moment later.
     *
     * @param name as for {@link #measure}
     */
    public Proof measureAtRest(String name) {
        Proof proof = measure(name);
        for (int look = 1; look < LOOKS && !proof.holds(); look++) {
            LockSupport.parkNanos(PAUSE_NS);
            proof = measure(name);
        }
        return proof;
    }

    /**
     * Measures once.
     *
     * @param name {@code NAME} or {@code NAME@VERSION}; null for the dataset of the last batch
     * @throws OnecopyException with {@link Fault#UNAVAILABLE} where no coordinator runs or the system has no
     *     {@code /proc}, {@link Fault#NOT_FOUND} where the dataset does not exist
     */
    public Proof measure(String name) {
        if (!ProcessMemory.isReadable()) {
            throw new OnecopyException(Fault.UNAVAILABLE,
                    "cannot measure: this system has no /proc/PID/smaps, the kernel's account of shared memory that"
                            + " Linux gives");
        }
        FleetSnapshot fleet;
        try (FleetReader reader = FleetReader.open(run)) {
            fleet = reader.snapshot();
        }
        try (DatasetVersion version = open(name, fleet)) {
            return measure(version, fleet);
        }
    }

    private DatasetVersion open(String name, FleetSnapshot fleet) {
        if (name != null) {
            return store.open(DatasetReference.parse(name));
        }
        LastBatch last = fleet.lastBatch().orElseThrow(() -> new OnecopyException(Fault.INVALID_ARGUMENT,
                "nothing to prove yet: this fleet has answered no batch; ask a query first, or name a dataset"));
        return store.open(last.dataset(), last.version());
    }

    private Proof measure(DatasetVersion version, FleetSnapshot fleet) {
        Path file = version.valuesFile();
        FileIdentity identity = FileIdentity.of(file);
        long residentBefore = PageCache.residentBytes(file);
        List<ProofRow> rows = rows(identity, fleet);
        long resident = Math.max(residentBefore, PageCache.residentBytes(file));
        return new Proof(version.name(), version.version(), file.toString(), identity.lengthBytes(), resident, rows,
                fleet.lastBatch());
    }

    private static List<ProofRow> rows(FileIdentity file, FleetSnapshot fleet) {
        List<ProofRow> rows = new ArrayList<>();
        Set<Long> known = new HashSet<>(Set.of(ProcessHandle.current().pid()));
        if (fleet.coordinatorAlive() && known.add(fleet.coordinatorPid())) {
            addRow(rows, Role.COORDINATOR, "coordinator", fleet.coordinatorPid(), file);
        }
        for (WorkerSnapshot worker : fleet.workers()) {
            if (worker.alive() && known.add(worker.pid())) {
                addRow(rows, Role.WORKER, "worker " + worker.slot(), worker.pid(), file);
            }
        }
        for (long pid : Mappers.of(file)) {
            if (known.add(pid)) {
                addRow(rows, Role.OTHER, Mappers.program(pid), pid, file);
            }
        }
        return rows;
    }

    private static void addRow(List<ProofRow> rows, Role role, String name, long pid, FileIdentity file) {
        ProcessMemory.of(pid, file).ifPresent(memory -> rows.add(new ProofRow(role, name, memory)));
    }
}
