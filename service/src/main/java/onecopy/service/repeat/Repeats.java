package onecopy.service.repeat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.wire.IdempotencyKey;

/**
 * Has a batch computed once, however often it is sent under its key. Whoever sends it while it runs waits for the answer of the
 * first, with the deadline of the first; whoever sends it afterwards gets that answer for {@link StoredAnswers#TERM}, unless
 * younger ones needed the {@link StoredAnswers#MAX_BYTES} that are kept. Failures are not kept: nothing but reading was
 * done, so the next one computes. Thread-safe.
 *
 * @param <T> an answer
 */
public final class Repeats<T> {
    private final Map<String, SharedRun<T>> runs = new HashMap<>();
    private final StoredAnswers<T> stored;

    /**
     * Without memories.
     *
     * @param size bytes of an answer
     */
    public Repeats(ToLongFunction<T> size) {
        this.stored = new StoredAnswers<>(size);
    }

    /** What is to be done about a request: take the answer, or else wait for the run, or else compute it. */
    private record Claim<T>(Optional<T> answer, boolean joined, SharedRun<T> run) {}

    /**
     * {@return the answer to a request, computed here unless it was or is being computed}
     *
     * @param key names the batch
     * @param digest of the whole request
     * @param caller who waits for it
     * @param compute is given what ends it once nobody waits any more
     * @throws OnecopyException with {@link Fault#CONFLICT} where the key names another request; else what computing it
     *     threw
     */
    public T once(IdempotencyKey key, byte[] digest, Caller caller, Function<Cancellation, T> compute) {
        Claim<T> claim = claim(key, ByteBuffer.wrap(digest));
        if (claim.answer().isPresent()) {
            return claim.answer().get();
        }
        return claim.joined() ? claim.run().await(caller) : compute(key, claim.run(), caller, compute);
    }

    private synchronized Claim<T> claim(IdempotencyKey key, ByteBuffer digest) {
        Optional<ByteBuffer> answered = stored.digest(key.text());
        if (answered.isPresent()) {
            requireSame(key, digest, answered.get());
            return new Claim<>(Optional.of(stored.answer(key.text())), false, null);
        }
        SharedRun<T> running = runs.get(key.text());
        if (running != null) {
            requireSame(key, digest, running.digest());
            if (running.join()) {
                return new Claim<>(Optional.empty(), true, running);
            }
        }
        SharedRun<T> fresh = new SharedRun<>(digest);
        runs.put(key.text(), fresh);
        return new Claim<>(Optional.empty(), false, fresh);
    }

    private static void requireSame(IdempotencyKey key, ByteBuffer digest, ByteBuffer known) {
        if (!known.equals(digest)) {
            throw new OnecopyException(Fault.CONFLICT, "the idempotency key '" + key
                    + "' belongs to another request: a repeat must be the same to the last byte, and another batch needs"
                    + " another key");
        }
    }

    private T compute(IdempotencyKey key, SharedRun<T> run, Caller caller, Function<Cancellation, T> compute) {
        try (Caller.Watching _ = run.watch(caller)) {
            T answer = compute.apply(run.cancellation());
            synchronized (this) {
                if (runs.remove(key.text(), run)) {
                    stored.put(key.text(), run.digest(), answer);
                }
            }
            run.succeed(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                runs.remove(key.text(), run);
            }
            run.fail(e);
            throw e;
        }
    }
}
