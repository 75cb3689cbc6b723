package onecopy.loader.source;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** An input that knows how many values it has and whose parts can be read in any order. Thread-safe. */
public non-sealed interface IndexedInput extends SourceInput {
    /** {@return number of values} */
    long count();

    /** {@return the type that holds every value this input can have} */
    ElementType naturalType();

    /** {@return a reader of values as elements of a type, which may be narrower than {@link #naturalType()}} */
    Reader newReader(ElementType type);

    /** Reads parts of a shared input. Not thread-safe itself: each thread has its own. */
    interface Reader {
        /**
         * Reads values {@code [start, start + count)}.
         *
         * @param into native memory; the elements go to its beginning, little-endian
         * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} naming the position of the first value that does
         *     not fit into the type
         */
        void read(long start, int count, MemorySegment into);
    }
}
