package onecopy.service.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.wire.ServiceStatus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The option {@code --store DIR}, to be mixed into commands that ask a running service, which has its own store. Given on the
 * command line it must be that one; a setting or variable is about the commands that open a store.
 */
final class ServedStoreOption {
    private static final String NAME = "--store";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = NAME, paramLabel = "DIR", description = "Fail unless the service serves this store (default: any store).")
    private Path directory;

    /**
     * Asks the service, where the option was given.
     *
     * @param client of the service, made only where it is asked
     * @throws OnecopyException with {@link Fault#CONFLICT} where it serves another store
     */
    void check(Supplier<OnecopyClient> client) {
        if (directory == null || !command.commandLine().getParseResult().hasMatchedOption(NAME)) {
            return;
        }
        ServiceStatus status = client.get().status();
        if (!isSame(Path.of(status.store()), directory)) {
            throw new OnecopyException(Fault.CONFLICT, "the service in " + status.run() + " serves the store "
                    + status.store() + ", not " + directory + ": leave out " + NAME
                    + ", or name with --run where the service of that store runs");
        }
    }

    private static boolean isSame(Path served, Path expected) {
        try {
            return Files.isSameFile(served, expected);
        } catch (IOException _) {
            return served.equals(expected.toAbsolutePath().normalize());
        }
    }
}
