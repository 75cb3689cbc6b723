package onecopy.service.worker;

import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/** What a worker keeps of a job between two chunks of it. */
final class JobContext {
    final int jobSlot;
    final long jobId;
    final ScanSpec scan;
    final JobElements elements;
    final Partial partial;
    final SliceSize slice;
    boolean counted;

    JobContext(int jobSlot, long jobId, ScanSpec scan, JobElements elements) {
        this.jobSlot = jobSlot;
        this.jobId = jobId;
        this.scan = scan;
        this.elements = elements;
        this.partial = new Partial(scan);
        this.slice = scan.functions().isEmpty() ? SliceSize.ofScan() : SliceSize.ofCalls(scan.cuts().length + 1);
    }
}
