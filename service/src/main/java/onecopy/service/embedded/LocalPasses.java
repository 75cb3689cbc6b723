package onecopy.service.embedded;

import java.util.function.Supplier;
import onecopy.data.fault.FileFaults;
import onecopy.data.index.ValueIndex;
import onecopy.data.mapped.MappedValues;
import onecopy.service.plan.Passes;
import onecopy.service.scan.EntryPass;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanKernel;
import onecopy.service.scan.ScanSpec;

/** Computes passes in the calling thread. For one batch. */
final class LocalPasses implements Passes {
    private final Supplier<MappedValues> mapped;

    LocalPasses(Supplier<MappedValues> mapped) {
        this.mapped = mapped;
    }

    @Override
    public int searchers() {
        return 1;
    }

    /** The caller's own thread computes, as long as it wants to. */
    @Override
    public void requireTime() {
        // no deadline
    }

    @Override
    public void scan(ScanSpec spec, long[] runs, Partial into) {
        MappedValues values = mapped.get();
        ScanKernel kernel = ScanKernel.create();
        try {
            for (int run = 0; run < runs.length; run += 2) {
                kernel.scan(values.segment(), runs[run], runs[run + 1], spec, into);
            }
            values.requireIntact();
        } catch (InternalError e) {
            FileFaults.requireFailedRead(e);
            throw FileFaults.unreadable(values.file());
        }
    }

    @Override
    public void evaluate(ScanSpec spec, ValueIndex index, Partial into) {
        new EntryPass(index, spec).add(0, index.entries(), into);
    }
}
