package onecopy.loader.index;

import java.util.List;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexForm;
import onecopy.loader.write.WriteProgress;

/**
 * How to build an index.
 *
 * @param form the form asked for; where empty, one chosen by size
 * @param functions whose running totals are kept
 * @param onlyCheap whether a function that would take long over these values is left out
 * @param memoryBytes how much memory the build may take beyond the mapped files and the JVM itself
 * @param threads how many threads build
 * @param progress is told how far the build is
 */
public record IndexOptions(Optional<IndexForm> form, List<ElementFunction> functions, boolean onlyCheap,
        long memoryBytes, int threads, WriteProgress progress) {
    /** The memory a build may take where nobody says. */
    public static final long DEFAULT_MEMORY_BYTES = 1L << 30;

    /** The least memory a build can do with; a smaller budget is refused. */
    public static final long MIN_MEMORY_BYTES = 1L << 16;

    /** The form that fits, no functions, the default budget, a thread a core and no progress. */
    public static final IndexOptions DEFAULT = new IndexOptions(Optional.empty(), List.of(), false,
            DEFAULT_MEMORY_BYTES,
            Runtime.getRuntime().availableProcessors(), WriteProgress.NONE);

    /** Checks the numbers and copies the functions. */
    public IndexOptions {
        functions = List.copyOf(functions);
        if (memoryBytes < MIN_MEMORY_BYTES) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "an index cannot be built with " + memoryBytes
                    + " bytes of memory: it takes at least " + MIN_MEMORY_BYTES);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads=" + threads);
        }
    }

    /** {@return what commands build where nobody says more: the default with divisors, unless those would take long} */
    public static IndexOptions usual() {
        return DEFAULT.withFunctions(List.of(new Divisors())).withOnlyCheap(true);
    }

    /** {@return these options with a form} */
    public IndexOptions withForm(IndexForm newForm) {
        return new IndexOptions(Optional.of(newForm), functions, onlyCheap, memoryBytes, threads, progress);
    }

    /** {@return these options with functions} */
    public IndexOptions withFunctions(List<ElementFunction> newFunctions) {
        return new IndexOptions(form, newFunctions, onlyCheap, memoryBytes, threads, progress);
    }

    /** {@return these options, leaving out functions that take long or not} */
    public IndexOptions withOnlyCheap(boolean newOnlyCheap) {
        return new IndexOptions(form, functions, newOnlyCheap, memoryBytes, threads, progress);
    }

    /** {@return these options with a memory budget} */
    public IndexOptions withMemoryBytes(long newMemoryBytes) {
        return new IndexOptions(form, functions, onlyCheap, newMemoryBytes, threads, progress);
    }

    /** {@return these options with a number of threads} */
    public IndexOptions withThreads(int newThreads) {
        return new IndexOptions(form, functions, onlyCheap, memoryBytes, newThreads, progress);
    }

    /** {@return these options with somebody to tell} */
    public IndexOptions withProgress(WriteProgress newProgress) {
        return new IndexOptions(form, functions, onlyCheap, memoryBytes, threads, newProgress);
    }
}
