package onecopy.data.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps versions from being removed while somebody reads them: a shared kernel lock on the version's pin file, held
 * until closed or until the process ends, however it ends. Thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class VersionPins {
    private VersionPins() {}

    /** {@return a shared hold on the pin file; empty if it is gone or held by a remover} */
    public static Optional<Pin> tryShared(Path pinFile) {
        throw new UnsupportedOperationException("" + pinFile);
    }

    /** {@return the only hold on the pin file; empty if it is gone or anybody, this process included, holds it} */
    public static Optional<Pin> tryExclusive(Path pinFile) {
        throw new UnsupportedOperationException("" + pinFile);
    }

    /** A hold on a version. */
    public interface Pin extends AutoCloseable {
        /** Lets go. Closing twice is harmless. */
        @Override
        void close();
    }
}
