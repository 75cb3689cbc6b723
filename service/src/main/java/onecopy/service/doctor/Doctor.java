package onecopy.service.doctor;

import java.util.ArrayList;
import java.util.List;
import onecopy.data.store.Store;
import onecopy.service.run.RunDirectory;

/** Looks at everything, in the order in which things are needed. */
public final class Doctor {
    private final Store store;
    private final RunDirectory run;

    /** A doctor for this machine, one store and one run directory. Neither need exist. */
    public Doctor(Store store, RunDirectory run) {
        this.store = store;
        this.run = run;
    }

    /** {@return every finding, the good ones included} */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(JvmChecks.examine());
        findings.addAll(new StoreChecks(store).examine());
        findings.addAll(MemoryChecks.examine(store));
        findings.addAll(new RunChecks(run).examine());
        findings.addAll(LimitChecks.examine());
        return findings;
    }
}
