package onecopy.loader.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at standard error. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /**
     * {@return whether standard error is a terminal} On Linux the kernel says what the descriptor is; elsewhere the
     * console stands for it.
     */
    static boolean isPresent() {
        if (Files.isSymbolicLink(STANDARD_ERROR)) {
            try {
                String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            } catch (IOException _) {
                return false;
            }
        }
        return System.console().isTerminal();
    }
}
