package onecopy.service.repeat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Answers by key, the oldest forgotten first. Not thread-safe.
 *
 * @param <T> an answer
 */
final class StoredAnswers<T> {
    /** Longer than a client tries again after it lost its coordinator. */
    static final Duration TERM = Duration.ofMinutes(10);
    /** What all of them may take; a larger answer is not kept. */
    static final long MAX_BYTES = 32L << 20;
    /** Key, digest and maps of an answer. */
    private static final long ENTRY_BYTES = 512;

    private final Map<String, Stored<T>> byKey = new LinkedHashMap<>();
    private final ToLongFunction<T> size;
    private long bytes;

    private record Stored<T>(ByteBuffer digest, T answer, long bytes, long endNs) {}

    /**
     * A store without answers.
     *
     * @param size bytes of an answer
     */
    StoredAnswers(ToLongFunction<T> size) {
        this.size = size;
    }

    /** {@return the digest of the request that was answered under this key; empty where none was of late} */
    Optional<ByteBuffer> digest(String key) {
        forgetOldOnes(System.nanoTime());
        return Optional.ofNullable(byKey.get(key)).map(Stored::digest);
    }

    /** {@return the answer under a key that has one} */
    T answer(String key) {
        return byKey.get(key).answer();
    }

    void put(String key, ByteBuffer digest, T answer) {
        long needed = size.applyAsLong(answer) + ENTRY_BYTES;
        if (needed <= MAX_BYTES) {
            long nowNs = System.nanoTime();
            byKey.put(key, new Stored<>(digest, answer, needed, nowNs + TERM.toNanos()));
            bytes += needed;
            forgetOldOnes(nowNs);
        }
    }

    private void forgetOldOnes(long nowNs) {
        Iterator<Stored<T>> oldest = byKey.values().iterator();
        while (oldest.hasNext()) {
            Stored<T> stored = oldest.next();
            if (stored.endNs() - nowNs > 0 && bytes <= MAX_BYTES) {
                return;
            }
            bytes -= stored.bytes();
            oldest.remove();
        }
    }
}
