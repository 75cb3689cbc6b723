package onecopy.service.worker;

/**
 * How long a compute thread has stayed in a job that is over. Counted in looks of the watchdog, not in time: whoever halts
 * this process must not have it end itself as soon as it goes on. Used by one thread.
 */
final class Overstay {
    /** Two seconds in the code of a function, and a slice takes a hundredth of it: it is not going to return. */
    static final int LOOKS_IN_FUNCTION = 4;
    /** Twenty seconds anywhere else: a young worker that loads its classes on a crowded machine takes some of them. */
    static final int LOOKS_ANYWHERE = 40;

    private long engagement;
    private int looks;
    private int looksInFunction;

    /**
     * Notes a look that found the thread in a job that is over.
     *
     * @param current what tells this job from the next one
     * @param inFunction whether it was found in the code of a function
     * @return whether it has stayed too long
     */
    boolean note(long current, boolean inFunction) {
        if (current != engagement) {
            engagement = current;
            looks = 0;
            looksInFunction = 0;
        } else {
            looks++;
            looksInFunction = inFunction ? looksInFunction + 1 : 0;
        }
        return looksInFunction >= LOOKS_IN_FUNCTION || looks >= LOOKS_ANYWHERE;
    }

    /** Notes a look that found it elsewhere. */
    void end() {
        engagement = 0;
    }
}
