package onecopy.service.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;

/**
 * Where a coordinator is asked.
 *
 * @param address such as {@code http://127.0.0.1:41234}
 * @param token what a request must carry
 */
record Endpoint(URI address, String token) {
    /**
     * {@return what the last coordinator left in a run directory; it may be gone}
     *
     * @throws OnecopyException with {@link Fault#UNAVAILABLE} and the remedy where none did
     */
    static Endpoint read(RunDirectory run) {
        run.requirePrivate();
        return new Endpoint(URI.create(read(run, run.endpointFile())), read(run, run.tokenFile()));
    }

    private static String read(RunDirectory run, Path file) {
        try {
            return Files.readString(OwnFiles.require(file)).strip();
        } catch (NoSuchFileException e) {
            throw nobody(run, e);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    static OnecopyException nobody(RunDirectory run, IOException cause) {
        return new OnecopyException(Fault.UNAVAILABLE,
                "no coordinator runs in " + run.path() + "; start one with 'onecopy serve'", cause);
    }
}
