package onecopy.service.bench.probe;

/** Something that a probe does over and over, each time in full. */
sealed interface Subject permits PlainRead, KernelScan, TrialDivision, IndexSearch {
    /** {@return what was found: a few numbers, the same every time} */
    long[] run() throws InterruptedException;
}
