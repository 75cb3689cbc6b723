package onecopy.loader.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import onecopy.data.command.StoreOption;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexVerification;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;
import onecopy.data.store.Verification;
import onecopy.loader.progress.TerminalProgress;
import onecopy.loader.write.WriteProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code onecopy verify NAME}: reads every value and compares it with what was written. */
@Command(name = "verify", header = "Read every value of a dataset and compare it with its checksums, its zone map and its index.", description = {
    "", "Exit code 0: sound. 1: something is damaged, and where. 7: the dataset cannot be opened.", ""})
final class VerifyCommand implements Callable<Integer> {
    private static final int DAMAGED = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Parameters(paramLabel = "NAME[@VERSION]", description = "The dataset; without a version, its current one.")
    private String name;

    @Override
    public Integer call() {
        try (DatasetVersion version = storeOption.store().open(DatasetReference.parse(name))) {
            Verification verification = verify(version);
            List<String> indexDamages = verifyIndex(version, verification.isSound());
            PrintWriter out = spec.commandLine().getOut();
            String dataset = version.name() + "@" + version.version();
            if (verification.isSound() && indexDamages.isEmpty()) {
                out.println(String.format(Locale.ROOT, "%s is sound: %,d values in %,d blocks match %s", dataset,
                        version.manifest().count(), verification.blocks(), compared(version)));
                return 0;
            }
            verification.damages().forEach(damage -> out.println(dataset + " is damaged: " + damage));
            indexDamages.forEach(damage -> out.println(dataset + " is damaged: " + damage));
            return DAMAGED;
        }
    }

    private static String compared(DatasetVersion version) {
        List<String> compared = new ArrayList<>(List.of("their checksums"));
        version.manifest().zones().ifPresent(_ -> compared.add("zone map"));
        IndexFolders.current(version.folder()).ifPresent(_ -> compared.add("index"));
        String last = compared.removeLast();
        return compared.isEmpty() ? last : String.join(", ", compared) + " and " + last;
    }

    private static List<String> verifyIndex(DatasetVersion version, boolean valuesAreSound) {
        try (WriteProgress progress = TerminalProgress.create()) {
            progress.begin("verifying index", OptionalLong.of(IndexVerification.totalBytes(version)));
            return IndexVerification.damages(version, valuesAreSound, progress::advance);
        }
    }

    private static Verification verify(DatasetVersion version) {
        Manifest manifest = version.manifest();
        int width = manifest.elementType().widthBytes();
        AtomicLong seen = new AtomicLong();
        try (WriteProgress progress = TerminalProgress.create()) {
            progress.begin("verifying", OptionalLong.of(manifest.count() * width));
            return Verification.of(version,
                    elements -> progress.advance((elements - seen.getAndSet(elements)) * width));
        }
    }
}
