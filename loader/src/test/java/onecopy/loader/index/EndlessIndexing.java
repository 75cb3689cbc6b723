package onecopy.loader.index;

import java.nio.file.Path;
import onecopy.data.index.IndexForm;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;

/** A process that builds one index after the other until it is killed. */
final class EndlessIndexing {
    private EndlessIndexing() {}

    /** Takes the store's folder; writes a line to standard output after each index. */
    public static void main(String[] args) {
        try (DatasetVersion version = Store.at(Path.of(args[0])).openCurrent(IndexedStore.NAME)) {
            for (int i = 0;; i++) {
                IndexForm form = i % 2 == 0 ? IndexForm.SORTED : IndexForm.DISTINCT;
                IndexPublisher.publish(version, IndexedStore.options(form));
                System.out.println(form);
            }
        }
    }
}
