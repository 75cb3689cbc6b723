package onecopy.data.command;

import java.math.BigDecimal;
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
        return grouped(Long.toString(value));
    }

    /** {@return an integer of any size, or a double, with its digits before the point in groups of three, and every digit} */
    public static String grouped(Number value) {
        return grouped(value instanceof Double number
                ? new BigDecimal(number.toString()).toPlainString()
                : value.toString());
    }

    private static String grouped(String digits) {
        int start = digits.startsWith("-") ? 1 : 0;
        int point = digits.indexOf('.');
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - 3; i > start; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    /** {@return how many of something: {@code 1 process}, {@code 1,000 processes}} */
    public static String counted(long count, String one, String many) {
        return grouped(count) + " " + (count == 1 ? one : many);
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
