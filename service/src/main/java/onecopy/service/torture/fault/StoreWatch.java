package onecopy.service.torture.fault;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.StoreLayout;

/**
 * Tells what appears in the folders of a dataset while it is loaded, as the system tells it: also names that are there for
 * microseconds, which nobody who looks now and then would find. Sees every load of the dataset, not one alone. For one
 * thread.
 */
final class StoreWatch implements AutoCloseable {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final List<PathMatcher> UNDER_CONSTRUCTION = Stream.of(LoadStep.FOLDER, LoadStep.INDEX_FOLDER,
            LoadStep.INDEX_RENAMED).map(LoadStep::names).toList();

    private final Path root;
    private final WatchService notices;

    private StoreWatch(Path root, WatchService notices) {
        this.root = root;
        this.notices = notices;
    }

    /** {@return a watch on a dataset, which has been loaded before, from now on} */
    static StoreWatch of(StoreLayout layout, String dataset) {
        Path folder = layout.datasetFolder(dataset);
        try {
            WatchService notices = folder.getFileSystem().newWatchService();
            try {
                folder.register(notices, StandardWatchEventKinds.ENTRY_CREATE);
                layout.changeLock(dataset).getParent().register(notices, StandardWatchEventKinds.ENTRY_MODIFY);
            } catch (IOException e) {
                notices.close();
                throw e;
            }
            return new StoreWatch(layout.root(), notices);
        } catch (IOException e) {
            throw OnecopyException.ofIo("watch " + folder, e);
        }
    }

    /** Waits until a step is seen, for as long as somebody is at work. */
    void await(LoadStep step, BooleanSupplier working) throws InterruptedException {
        PathMatcher names = step.names();
        while (working.getAsBoolean() && next(LOOK_NS).stream().noneMatch(names::matches)) {
            // not yet
        }
    }

    /** {@return what appeared since the last call, relative to the store; waits for a while where nothing did} */
    List<Path> next(long timeoutNs) throws InterruptedException {
        List<Path> appeared = new ArrayList<>();
        for (WatchKey key = notices.poll(timeoutNs, TimeUnit.NANOSECONDS); key != null; key = notices.poll()) {
            Path folder = (Path) key.watchable();
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.context() instanceof Path name) {
                    add(folder.resolve(name), appeared);
                }
            }
            boolean _ = key.reset();
        }
        return appeared;
    }

    private void add(Path path, List<Path> appeared) {
        Path name = root.relativize(path);
        appeared.add(name);
        if (isUnderConstruction(name) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            addContent(path, appeared);
        }
    }

    private static boolean isUnderConstruction(Path name) {
        return UNDER_CONSTRUCTION.stream().anyMatch(names -> names.matches(name));
    }

    /** Whatever is there before its folder is watched would be missed. */
    private void addContent(Path folder, List<Path> appeared) {
        try {
            folder.register(notices, StandardWatchEventKinds.ENTRY_CREATE);
            try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
                content.forEach(path -> add(path, appeared));
            }
        } catch (IOException _) {
            // it has another name by now, under which it is told of, or is gone
        }
    }

    @Override
    public void close() {
        try {
            notices.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("end a watch on " + root, e);
        }
    }
}
