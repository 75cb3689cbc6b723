package onecopy.service.torture;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecopy.data.command.TemporaryFolder;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.plugin.PluginJar;
import onecopy.service.torture.stage.Stage;

/** The folder of a campaign and the stages in it; closing it, or a Ctrl-C, ends all processes and removes
 * it, unless a stage in it is to be kept. Thread-safe. */
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
        return new Ground(parent);
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

    /** Ends the processes of a stage and leaves its files. */
    void keep(Stage stage) {
        folder.keep();
        stage.endProcesses();
        stages.remove(stage);
    }

    @Override
    public void close() {
        folder.close();
    }

    private void closeStages() {
        synchronized (stages) {
            closed = true;
        }
        stages.forEach(Stage::close);
        stages.clear();
    }
}
