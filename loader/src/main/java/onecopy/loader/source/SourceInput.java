package onecopy.loader.source;

/** An open source. Close it on the thread that opened it, after every reader has returned. */
public sealed interface SourceInput extends AutoCloseable permits IndexedInput, StreamInput {
    @Override
    void close();
}
