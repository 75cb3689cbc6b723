package onecopy.service.worker;

import onecopy.data.mapped.MappedValues;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/** What a worker keeps of a job between two chunks of it. */
final class JobContext {
    final int jobSlot;
    final long jobId;
    final ScanSpec scan;
    final MappedValues values;
    final Partial partial;
    final SliceSize slice = new SliceSize();
    boolean counted;

    JobContext(int jobSlot, long jobId, ScanSpec scan, MappedValues values) {
        this.jobSlot = jobSlot;
        this.jobId = jobId;
        this.scan = scan;
        this.values = values;
        this.partial = new Partial(scan);
    }
}
