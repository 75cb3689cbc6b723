package onecopy.loader.cli;

import java.util.Locale;
import onecopy.data.command.Units;
import onecopy.data.index.IndexManifest;
import onecopy.data.store.Manifest;
import onecopy.loader.LoadReport;

/** What a load tells when it is done. */
final class ReportLine {
    private ReportLine() {}

    /** {@return one line that says what was loaded} */
    static String of(LoadReport report) {
        Manifest manifest = report.manifest();
        long bytes = manifest.count() * manifest.elementType().widthBytes();
        double seconds = Math.max(report.elapsed().toNanos() / 1e9, 1e-3);
        String extremes = manifest.count() == 0
                ? ""
                : String.format(Locale.ROOT, ", min %,d, max %,d", manifest.min(), manifest.max());
        String how = manifest.source().inPlace() ? "adopted" : "loaded";
        String index = report.index().map(built -> index(built, report)).orElse("");
        return String.format(Locale.ROOT, "%s %s@%d: %,d %s %s, %s%s, in %.2f s (%s/s)%s", how, report.name(),
                report.version(), manifest.count(), manifest.elementType().label(),
                manifest.count() == 1 ? "value" : "values", Units.size(bytes), extremes, seconds,
                Units.size((long) (bytes / seconds)), index);
    }

    private static String index(IndexManifest index, LoadReport report) {
        return String.format(Locale.ROOT, "; index in %.2f s (%s)", report.indexElapsed().toNanos() / 1e9,
                IndexLine.summary(index));
    }
}
