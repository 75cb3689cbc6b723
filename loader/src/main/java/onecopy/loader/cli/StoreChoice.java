package onecopy.loader.cli;

import java.nio.file.Path;
import onecopy.data.command.StoreOption;
import onecopy.data.store.Store;

/** The store a command works on. */
final class StoreChoice {
    private StoreChoice() {}

    /** {@return the store the option names, or the default one} */
    static Store of(StoreOption option) {
        Path directory = option.directory();
        return Store.at(directory == null ? Store.defaultRoot(System.getenv()) : directory);
    }
}
