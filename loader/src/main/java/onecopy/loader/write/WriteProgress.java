package onecopy.loader.write;

import java.util.OptionalLong;

/** Is told how far a write is. Called by several threads at once. */
public interface WriteProgress extends AutoCloseable {
    /** Shows nothing. */
    WriteProgress NONE = new WriteProgress() {
        @Override
        public void begin(String what, OptionalLong totalBytes) {}

        @Override
        public void advance(long bytes) {}

        @Override
        public void close() {}
    };

    /**
     * A piece of work begins; the one before it, if any, is done.
     *
     * @param what one or two words for it
     * @param totalBytes the sum of all {@link #advance} calls to come, where it is known
     */
    void begin(String what, OptionalLong totalBytes);

    /** So many more bytes are done. */
    void advance(long bytes);

    /** All is done. */
    @Override
    void close();
}
