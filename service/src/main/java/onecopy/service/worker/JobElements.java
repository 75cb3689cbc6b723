package onecopy.service.worker;

import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexedData;
import onecopy.data.index.ValueIndex;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.Manifest;
import onecopy.data.store.StoreLayout;
import onecopy.service.control.JobSpec;
import onecopy.service.scan.EntryPass;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanKernel;
import onecopy.service.scan.ScanSpec;

/** The elements of a job, and how to accumulate them. Used by the compute thread. */
sealed interface JobElements extends AutoCloseable {
    /** Adds elements {@code [from, to)} to a partial of the job's pass. */
    void add(long from, long to, Partial into);

    /** Makes sure that what was read is what was published. */
    void requireIntact();

    /** Lets go of what belongs to this job alone. */
    @Override
    void close();

    /**
     * The values of a version.
     *
     * @param values mapped, and perhaps used by other jobs too
     */
    record Values(MappedValues values, ScanKernel kernel, ScanSpec scan) implements JobElements {
        @Override
        public void add(long from, long to, Partial into) {
            kernel.scan(values.segment(), from, to, scan, into);
        }

        @Override
        public void requireIntact() {
            values.requireIntact();
        }

        @Override
        public void close() {}
    }

    /**
     * The entries of an index.
     *
     * @param index opened for this job; checks every piece of itself before it is used
     */
    record Entries(ValueIndex index, EntryPass pass) implements JobElements {
        static Entries open(JobSpec job, ScanSpec scan) {
            Path manifest = job.path().resolveSibling(StoreLayout.MANIFEST);
            ValueIndex index = ValueIndex.open(job.path(), IndexedData.of(Manifest.read(manifest)));
            if (index.entries() != job.elements()) {
                long entries = index.entries();
                index.close();
                throw new OnecopyException(Fault.INTERNAL, "worker and coordinator see different indexes in "
                        + job.path() + ": " + entries + " and " + job.elements() + " entries");
            }
            return new Entries(index, new EntryPass(index, scan));
        }

        @Override
        public void add(long from, long to, Partial into) {
            try {
                pass.add(from, to, into);
            } catch (RuntimeException e) {
                index.requireInnocent(e);
                throw e;
            }
        }

        @Override
        public void requireIntact() {
            index.requireIntact();
            if (index.hasChanged()) {
                index.startOver();
            }
        }

        @Override
        public void close() {
            index.close();
        }
    }
}
