package onecopy.service.worker;

import java.io.IOException;
import java.io.InputStream;

/** Notices the end of the supervisor, whatever the cause: the kernel closes its end of the pipe. */
final class SupervisorPipe {
    private SupervisorPipe() {}

    /** Runs the action, on a thread of its own, at the end of the stream. */
    static void watch(InputStream pipe, Runnable atEnd) {
        Thread.ofPlatform().daemon().name("onecopy-supervisor").start(() -> {
            try {
                while (pipe.read() >= 0) {
                    // What the supervisor says does not matter, that it still could does.
                }
            } catch (IOException _) {
                // A broken pipe has ended too.
            }
            atEnd.run();
        });
    }
}
