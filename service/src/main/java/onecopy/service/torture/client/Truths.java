package onecopy.service.torture.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.torture.truth.Numbers;
import onecopy.service.torture.truth.Oracle;

/**
 * Every version that may be published in a run. A loader that was killed may or may not have published, so a version is
 * told by its number of elements, which is never that of another one; once seen, its number is bound to it. Thread-safe.
 */
public final class Truths {
    private final Map<String, Numbers> byContent = new ConcurrentHashMap<>();
    private final Map<String, Integer> countByVersion = new ConcurrentHashMap<>();

    /** Adds what a dataset holds or is going to hold. */
    public void add(String dataset, Numbers numbers) {
        if (byContent.putIfAbsent(dataset + ":" + numbers.count(), numbers) != null) {
            throw new IllegalArgumentException("two versions of " + dataset + " with " + numbers.count() + " elements");
        }
    }

    /** {@return what is wrong with an answer; empty if it is exact for the version it names} */
    Optional<String> complaint(Batch batch, BatchAnswer answer) {
        String version = answer.dataset() + "@" + answer.version();
        if (!answer.dataset().equals(batch.dataset())) {
            return Optional.of("an answer about " + version + " instead of " + batch.dataset());
        }
        Numbers numbers = byContent.get(answer.dataset() + ":" + answer.elements());
        if (numbers == null) {
            return Optional.of("an answer about " + answer.elements() + " elements of " + version
                    + ", which nobody loaded");
        }
        Integer count = countByVersion.putIfAbsent(version, numbers.count());
        if (count != null && count != numbers.count()) {
            return Optional.of(version + " had " + count + " elements, now " + numbers.count());
        }
        return new Oracle(numbers).complaint(batch.queries(), answer.answers())
                .map(complaint -> version + " by plan " + answer.plan().label() + ": " + complaint);
    }
}
