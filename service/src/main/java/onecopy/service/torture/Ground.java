package onecopy.service.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecopy.data.command.TemporaryFolder;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.plugin.PluginJar;
import onecopy.service.torture.stage.Stage;
import org.slf4j.LoggerFactory;

/**
 * The folder of a campaign and the stages in it. Closing it, or a Ctrl-C, ends all processes and removes it, unless a stage
 * in it is to be kept. Thread-safe.
 */
final class Ground implements AutoCloseable {
    private final Set<Stage> stages = ConcurrentHashMap.newKeySet();
    /** Guarded by {@link #stages}. */
    private boolean closed;
    private final TemporaryFolder folder;
    private final Path plugins;

    private Ground(Path parent) {
        this.folder = TemporaryFolder.in(parent, "onecopy-torture-", this::closeStages);
        this.plugins = PluginJar.write(folder.path().resolve("plugins.jar"));
    }

    static Ground in(Path parent) {
        try {
            return new Ground(Files.createDirectories(parent));
        } catch (IOException e) {
            throw OnecopyException.ofIo("make the folder " + parent, e);
        }
    }

    /** {@return the jar with the functions of the torture} */
    Path plugins() {
        return plugins;
    }

    /**
     * {@return an empty stage}
     *
     * @throws OnecopyException with {@link Fault#CANCELLED} where the ground has been closed
     */
    Stage newStage() {
        synchronized (stages) {
            if (closed) {
                throw new OnecopyException(Fault.CANCELLED, "the torture is over");
            }
            Stage stage = Stage.in(folder.path());
            stages.add(stage);
            return stage;
        }
    }

    /** Ends the processes of a stage and removes its files. */
    void remove(Stage stage) {
        stage.close();
        stages.remove(stage);
    }

    /** Ends the processes of a stage and leaves its files, unless the torture was interrupted: no run has failed by that. */
    void keep(Stage stage) {
        stage.endProcesses();
        synchronized (stages) {
            if (!closed) {
                folder.keep();
                stages.remove(stage);
            }
        }
    }

    @Override
    public void close() {
        folder.close();
    }

    private void closeStages() {
        synchronized (stages) {
            closed = true;
        }
        stages.forEach(Stage::endProcesses);
        stages.forEach(Ground::closeOrWarn);
        stages.clear();
    }

    private static void closeOrWarn(Stage stage) {
        try {
            stage.close();
        } catch (OnecopyException e) {
            LoggerFactory.getLogger(Ground.class).warn("{}", e.getMessage());
        }
    }
}
