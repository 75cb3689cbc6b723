package onecopy.service.torture.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.run.RunDirectory;

/** Asks a batch and judges what comes back. Thread-safe. */
public final class Judge {
    /** For a JVM on a crowded machine. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final RunDirectory run;
    private final Truths truths;
    private final Disturbances disturbances;
    private final Tally tally;

    /** Judges what the fleet in a run directory answers. */
    public Judge(RunDirectory run, Truths truths, Disturbances disturbances, Tally tally) {
        this.run = run;
        this.truths = truths;
        this.disturbances = disturbances;
        this.tally = tally;
    }

    /** Asks, and notes the verdict. {@return whether the answer was exact} */
    public boolean ask(Batch batch) {
        long startNs = System.nanoTime();
        boolean exact = false;
        try {
            BatchAnswer answer = OnecopyClient.connect(run).query(batch);
            exact = judge(batch, answer);
        } catch (OnecopyException e) {
            judge(batch, e, startNs);
        } catch (RuntimeException e) {
            tally.unexpected("an untyped error to " + batch + ": " + e);
        }
        requireInTime(batch, startNs);
        return exact;
    }

    /** Asks a batch that must end with this error, or with one that a disturbance allows. */
    public void askInVain(Batch batch, Fault expected) {
        long startNs = System.nanoTime();
        try {
            BatchAnswer answer = OnecopyClient.connect(run).query(batch);
            tally.wrong("expected " + expected + ", found the answer " + answer);
        } catch (OnecopyException e) {
            if (e.fault() == expected) {
                judgeSentence(batch, e);
            } else {
                judge(batch, e, startNs);
            }
        }
        requireInTime(batch, startNs);
    }

    private void requireInTime(Batch batch, long startNs) {
        long lateNs = System.nanoTime() - startNs - batch.timeout().plus(GRACE).toNanos() - disturbances.haltedNs();
        if (lateNs > 0) {
            tally.hang("a batch ended " + lateNs / 1_000_000 + " ms after its deadline and a grace of "
                    + GRACE.toSeconds() + " s: " + batch);
        }
    }

    private boolean judge(Batch batch, BatchAnswer answer) {
        Optional<String> complaint = truths.complaint(batch, answer);
        complaint.ifPresentOrElse(tally::wrong, tally::exact);
        return complaint.isEmpty();
    }

    private void judge(Batch batch, OnecopyException error, long startNs) {
        Set<Fault> allowed = disturbances.allowed(batch.dataset(), startNs);
        if (allowed.contains(error.fault())) {
            judgeSentence(batch, error);
        } else {
            tally.unexpected("expected an exact answer" + (allowed.isEmpty() ? "" : " or one of " + allowed)
                    + ", found " + error.fault() + ": " + error.getMessage() + "; asked " + batch);
        }
    }

    private void judgeSentence(Batch batch, OnecopyException error) {
        Sentences.complaint(error, batch.dataset()).ifPresentOrElse(
                complaint -> tally.unexpected("a bad sentence, " + complaint + ": " + error.fault() + ": "
                        + error.getMessage() + "; asked " + batch),
                () -> tally.typed(error.fault()));
    }
}
