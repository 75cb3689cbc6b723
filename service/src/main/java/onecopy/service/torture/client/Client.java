package onecopy.service.torture.client;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks one batch after the other, with pauses, until it has asked enough and nothing is done to the fleet any more. */
public final class Client implements Runnable {
    private static final int MAX_PAUSE_NS = 20_000_000;
    /** After an error, and between batches that only keep the fleet busy while something is done to it. */
    private static final int MAX_LONG_PAUSE_NS = 150_000_000;
    private static final int MAX_WANTED = 5;
    private static final int MAX_BATCHES = 300;

    private final SplittableRandom random;
    private final QueryDraw victim;
    private final QueryDraw bystander;
    private final Judge judge;
    private final BooleanSupplier quiet;

    /**
     * A client with a random source of its own.
     *
     * @param victim batches over the dataset that is tortured
     * @param bystander batches over another one
     * @param quiet whether all that was to be done to the fleet is over
     */
    public Client(SplittableRandom random, QueryDraw victim, QueryDraw bystander, Judge judge,
            BooleanSupplier quiet) {
        this.random = random;
        this.victim = victim;
        this.bystander = bystander;
        this.judge = judge;
        this.quiet = quiet;
    }

    @Override
    public void run() {
        int wanted = 2 + random.nextInt(MAX_WANTED);
        for (int asked = 0; (asked < wanted || !quiet.getAsBoolean()) && asked < MAX_BATCHES; asked++) {
            boolean exact = judge.ask((random.nextInt(5) == 0 ? bystander : victim).next());
            // One number, whatever the answer: the batches to come follow from the seed alone.
            double part = random.nextDouble();
            LockSupport.parkNanos((long) (part * (exact && asked < wanted ? MAX_PAUSE_NS : MAX_LONG_PAUSE_NS)));
        }
    }
}
