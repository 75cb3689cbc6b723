package onecopy.data.command;

import java.util.Locale;

/** Numbers as people read them. */
public final class Units {
    private static final String[] SIZES = {"kB", "MB", "GB", "TB", "PB"};

    private Units() {}

    /** {@return a size in decimal units, two digits at least: {@code 4.0 MB}, {@code 13 MB}, {@code 800 bytes}} */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double amount = bytes / 1e3;
        int unit = 0;
        while (amount >= 999.5 && unit < SIZES.length - 1) {
            amount /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, SIZES[unit]);
    }

    /** {@return a size in binary units, the kernel's: {@code 40.0 MiB}, {@code 4.00 GiB}, {@code 800 bytes}} */
    public static String binarySize(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%.1f KiB", bytes / 0x1p10);
        }
        return bytes < 1 << 30
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / 0x1p20)
                : String.format(Locale.ROOT, "%.2f GiB", bytes / 0x1p30);
    }

    /** {@return a number with its digits in groups of three: {@code 1,000,000}} */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@return a duration with about three digits: {@code 412 us}, {@code 8.25 ms}, {@code 1.53 s}} */
    public static String duration(long nanoseconds) {
        double amount = nanoseconds / 1e3;
        String unit = "us";
        if (amount >= 999.5) {
            amount /= 1e3;
            unit = "ms";
        }
        if (amount >= 999.5) {
            amount /= 1e3;
            unit = "s";
        }
        return String.format(Locale.ROOT, amount < 9.995 ? "%.2f %s" : amount < 99.95 ? "%.1f %s" : "%.0f %s", amount,
                unit);
    }
}
