package onecopy.service.control;

/**
 * What happens to a small fleet while it works, each at any moment the search likes.
 *
 * @param deaths how many workers are killed, from worker 0 up
 * @param silences how many times the coordinator takes a living worker for silent, worker 0 first
 * @param leaves whether worker 0 gives its first chunk back
 * @param cancelled whether the caller of the first job goes away
 * @param failing whether every worker finds the first job impossible
 */
record LedgerFaults(int deaths, int silences, boolean leaves, boolean cancelled, boolean failing) {
    static final LedgerFaults NONE = new LedgerFaults(0, 0, false, false, false);

    LedgerFaults deaths(int count) {
        return new LedgerFaults(count, silences, leaves, cancelled, failing);
    }

    LedgerFaults silences(int count) {
        return new LedgerFaults(deaths, count, leaves, cancelled, failing);
    }

    LedgerFaults leaving() {
        return new LedgerFaults(deaths, silences, true, cancelled, failing);
    }

    LedgerFaults cancelling() {
        return new LedgerFaults(deaths, silences, leaves, true, failing);
    }

    LedgerFaults impossible() {
        return new LedgerFaults(deaths, silences, leaves, cancelled, true);
    }
}
