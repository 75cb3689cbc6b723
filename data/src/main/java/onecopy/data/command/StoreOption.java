package onecopy.data.command;

import java.nio.file.Path;
import onecopy.data.store.Store;
import picocli.CommandLine.Option;

/** The option {@code --store DIR}, to be mixed into every command that reads or writes datasets. */
public final class StoreOption {
    @Option(names = "--store", paramLabel = "DIR", description = "Folder that holds the datasets (default: "
            + "$XDG_DATA_HOME/onecopy, else ~/.local/share/onecopy).")
    private Path directory;

    /** {@return the store that was chosen, or the default one; its folder need not exist} */
    public Store store() {
        return Store.at(directory == null ? Store.defaultRoot(System.getenv()) : directory);
    }
}
