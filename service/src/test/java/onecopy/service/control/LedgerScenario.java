package onecopy.service.control;

/** What is searched: some chunks of a job, perhaps a second job in the same slot, and faults. */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes into the array
enum LedgerScenario {
    ONE_CHUNK(InterleavingSearch.ALL, LedgerFaults.NONE, 1),
    TWO_CHUNKS(InterleavingSearch.ALL, LedgerFaults.NONE, 2),
    REUSE(3, LedgerFaults.NONE, 2, 1),
    DEATH(2, LedgerFaults.NONE.deaths(1), 2, 1),
    DEATH_AND_SILENCE(1, LedgerFaults.NONE.deaths(1).silences(1), 2),
    SILENCE(2, LedgerFaults.NONE.silences(1), 2),
    REUSE_AFTER_SILENCE(1, LedgerFaults.NONE.silences(1), 2, 1),
    TWO_SILENCES(1, LedgerFaults.NONE.silences(2), 2),
    LEAVING(3, LedgerFaults.NONE.leaving(), 2, 1),
    CANCEL(2, LedgerFaults.NONE.cancelling(), 2, 1),
    FAILURE(2, LedgerFaults.NONE.impossible(), 2, 1),
    DEATH_WHILE_FAILING(2, LedgerFaults.NONE.impossible().deaths(1), 2, 1);

    /** {@code -Donecopy.preemptions=N} adds as many; with a thousand every scenario is exhausted, given days. */
    private static final int MORE = Integer.getInteger("onecopy.preemptions", 0);

    private final int preemptions;
    private final LedgerFaults faults;
    private final int[] chunks;

    LedgerScenario(int preemptions, LedgerFaults faults, int... chunks) {
        this.preemptions = preemptions;
        this.faults = faults;
        this.chunks = chunks;
    }

    /** {@return how often an actor is left for another though it could go on} */
    int preemptions() {
        return preemptions == InterleavingSearch.ALL ? preemptions : preemptions + MORE;
    }

    LedgerFaults faults() {
        return faults;
    }

    int[] chunks() {
        return chunks;
    }
}
