package onecopy.service.cli;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.service.wire.BatchJson;
import org.slf4j.LoggerFactory;

/**
 * Has the code loaded that the first batch needs before it can be computed, while the service starts and a core has nothing
 * else to do: reads a batch, and opens a dataset. What cannot be opened is left to whoever asks about it.
 */
final class Rehearsal {
    private static final byte[] BATCH = """
            {"dataset":"any","queries":[{"at_most":0,"aggregates":["count"]}]}""".getBytes(StandardCharsets.UTF_8);

    private Rehearsal() {}

    /** Begins, in the background. */
    static void begin(Store store) {
        Thread.ofPlatform().daemon().name("onecopy-rehearsal").start(() -> perform(store));
    }

    private static void perform(Store store) {
        try {
            var _ = BatchJson.read(new ByteArrayInputStream(BATCH));
            List<String> names = store.names();
            if (!names.isEmpty()) {
                try (DatasetVersion version = store.openCurrent(names.getFirst())) {
                    ValueIndex.openCurrent(version).ifPresent(ValueIndex::close);
                }
            }
        } catch (RuntimeException | InternalError e) {
            LoggerFactory.getLogger(Rehearsal.class).debug("nothing to rehearse with", e);
        }
    }
}
