package onecopy.service.torture.stage;

import java.io.IOException;
import onecopy.data.fault.OnecopyException;

/** What can be sent to a process. */
public enum Signal {
    /** Ends it at once. */
    KILL,
    /** Asks it to end. */
    TERM,
    /** Halts it. */
    STOP,
    /** Lets it go on. */
    CONT;

    /** Sends it; a process that has just ended gets none. {@return whether it got it} */
    public boolean send(long pid) {
        return switch (this) {
            case KILL -> ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
            case TERM -> ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
            case STOP, CONT -> sendByCommand(pid);
        };
    }

    /** Java sends no others, and starting a command takes milliseconds. */
    private boolean sendByCommand(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return kill.waitFor() == 0;
        } catch (IOException e) {
            throw OnecopyException.ofIo("send a signal", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
