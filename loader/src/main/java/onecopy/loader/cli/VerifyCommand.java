package onecopy.loader.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import onecopy.data.command.StoreOption;
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
@Command(name = "verify", header = "Read every value of a dataset and compare it with its checksums.", description = {
    "", "Exit code 0: sound. 1: values are damaged, and where. 7: the dataset cannot be opened.", ""})
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
            List<String> indexDamages = verifyIndex(version);
            PrintWriter out = spec.commandLine().getOut();
            String dataset = version.name() + "@" + version.version();
            if (verification.isSound() && indexDamages.isEmpty()) {
                out.println(String.format(Locale.ROOT, "%s is sound: %,d values in %,d blocks match their checksums",
                        dataset, version.manifest().count(), verification.blocks()));
                return 0;
            }
            verification.damages().forEach(damage -> out.println(dataset + " is damaged: " + damage));
            indexDamages.forEach(damage -> out.println(dataset + " is damaged: " + damage));
            return DAMAGED;
        }
    }

    private static List<String> verifyIndex(DatasetVersion version) {
        try (WriteProgress progress = TerminalProgress.create()) {
            progress.begin("verifying index", OptionalLong.of(IndexVerification.totalBytes(version)));
            return IndexVerification.damages(version, progress::advance);
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
