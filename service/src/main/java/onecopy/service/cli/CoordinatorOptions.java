package onecopy.service.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.StoreOption;
import onecopy.service.admission.GateLimits;
import onecopy.service.coordinator.ChunkPolicy;
import onecopy.service.coordinator.CoordinatorSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code serve} and {@code coordinator} have in common. */
public final class CoordinatorOptions {
    @Mixin
    private StoreOption store;

    @Mixin
    private RunOption run;

    @Mixin
    private PluginOption plugins;

    @Mixin
    private LogOptions log;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "TCP port on the loopback interface; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--chunks", paramLabel = "POLICY", defaultValue = "guided", converter = ChunkPolicyConverter.class, description = "How the data is cut into chunks for the workers: static, fixed, guided, guided-3/4 or factoring (default: ${DEFAULT-VALUE}).")
    private ChunkPolicy chunkPolicy;

    @Option(names = "--max-timeout", paramLabel = "TIME", defaultValue = "8760h", converter = DurationConverter.class, description = "The longest time any batch gets (default: ${DEFAULT-VALUE}).")
    private Duration maxTimeout;

    @Option(names = "--paranoid", description = "Compare all checksums of a version before its first batch.")
    private boolean paranoid;

    @Option(names = "--max-running", paramLabel = "N", defaultValue = "16", description = "The most batches computed at a time, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int maxRunning;

    @Option(names = "--max-waiting", paramLabel = "N", defaultValue = "1024", description = "The most batches waiting for their turn; more are refused as 'busy' at once (default: ${DEFAULT-VALUE}).")
    private int maxWaiting;

    /** {@return how many batches run and wait} */
    GateLimits limits() {
        return new GateLimits(maxRunning, maxWaiting);
    }

    /** {@return the datasets to serve} */
    StoreOption store() {
        return store;
    }

    /** {@return where the fleet meets} */
    RunOption run() {
        return run;
    }

    /** {@return what is logged, and how} */
    LogOptions log() {
        return log;
    }

    /** {@return jar files with functions} */
    List<Path> plugins() {
        return plugins.paths();
    }

    /** {@return the settings of a coordinator that supervises this many workers} */
    CoordinatorSettings settings(int workers) {
        return new CoordinatorSettings(workers, port, chunkPolicy, new ArrayList<>(plugins.paths()), maxTimeout,
                paranoid);
    }
}
