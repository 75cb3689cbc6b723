package onecopy.service.torture.truth;

import java.util.SplittableRandom;

/** Where randomness comes from: one seed per run, and from it a source of its own for each actor. */
public final class Seeds {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /** {@return the seed of a run of a campaign; that of run 0 is the campaign's own, so any run can be a campaign of one} */
    public static long ofRun(long campaignSeed, int run) {
        return run == 0 ? campaignSeed : mix(campaignSeed + run * GOLDEN) >>> 1;
    }

    /** {@return the source of one actor of a run; what others draw does not change what it draws} */
    public static SplittableRandom ofActor(long runSeed, String actor) {
        return new SplittableRandom(mix(runSeed) ^ mix(actor.hashCode() * GOLDEN));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
