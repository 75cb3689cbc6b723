package onecopy.data.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at a standard stream. */
public final class Terminal {
    private Terminal() {}

    /** {@return whether standard output is a terminal} */
    public static boolean showsOutput() {
        return isTerminal(1);
    }

    /** {@return whether standard error is a terminal} */
    public static boolean showsErrors() {
        return isTerminal(2);
    }

    /** On Linux the kernel says what the descriptor is; elsewhere the console stands for it. */
    private static boolean isTerminal(int descriptor) {
        Path stream = Path.of("/proc/self/fd", Integer.toString(descriptor));
        if (Files.isSymbolicLink(stream)) {
            try {
                String device = Files.readSymbolicLink(stream).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            } catch (IOException _) {
                return false;
            }
        }
        return System.console().isTerminal();
    }
}
