package onecopy.loader.cli;

import java.util.Locale;
import onecopy.data.store.Manifest;
import onecopy.loader.LoadReport;

/** Numbers and sizes as people read them. */
final class ReportLine {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

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
        return String.format(Locale.ROOT, "%s %s@%d: %,d %s %s, %s%s, in %.2f s (%s/s)", how, report.name(),
                report.version(), manifest.count(), manifest.elementType().label(),
                manifest.count() == 1 ? "value" : "values", size(bytes), extremes, seconds,
                size((long) (bytes / seconds)));
    }

    /** {@return a size in decimal units, two digits at least: {@code 4.0 MB}, {@code 13 MB}, {@code 800 bytes}} */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double amount = bytes / 1e3;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }
}
