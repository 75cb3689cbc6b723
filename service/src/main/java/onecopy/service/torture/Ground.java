package onecopy.service.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.plugin.PluginJar;
import onecopy.service.torture.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a campaign and the stages in it; closing it, or a Ctrl-C, ends all processes and removes it. Thread-safe. */
final class Ground implements AutoCloseable {
    private final Path folder;
    private final Path plugins;
    private final Set<Stage> stages = ConcurrentHashMap.newKeySet();
    /** Guarded by {@link #stages}. */
    private boolean closed;
    private final Thread hook = new Thread(this::clear, "clean-up");

    private Ground(Path folder) {
        this.folder = folder;
        this.plugins = PluginJar.write(folder.resolve("plugins.jar"));
    }

    static Ground in(Path parent) {
        try {
            Files.createDirectories(parent);
            Ground ground = new Ground(Files.createTempDirectory(parent, "onecopy-torture-"));
            Runtime.getRuntime().addShutdownHook(ground.hook);
            return ground;
        } catch (IOException e) {
            throw OnecopyException.ofIo("make a temporary folder in " + parent, e);
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
            Stage stage = Stage.in(folder);
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
        stage.endProcesses();
        stages.remove(stage);
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            log().debug("the process is ending already", e);
        }
    }

    /** Folders of failed runs that are to be kept keep the folder. */
    private void clear() {
        synchronized (stages) {
            closed = true;
        }
        stages.forEach(Stage::close);
        stages.clear();
        try {
            Files.deleteIfExists(plugins);
            Files.deleteIfExists(folder);
        } catch (java.nio.file.DirectoryNotEmptyException _) {
            log().debug("{} is kept", folder);
        } catch (IOException e) {
            log().warn("cannot remove {}: {}", folder, e.toString());
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Ground.class);
    }
}
