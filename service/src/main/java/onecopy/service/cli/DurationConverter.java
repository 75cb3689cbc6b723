package onecopy.service.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.wire.BatchJson;
import picocli.CommandLine.ITypeConverter;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    /** More are more than any bound, or zeros in front of it. */
    private static final int MAX_DIGITS = 12;
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "'" + Excerpt.of(text) + "' is not a duration: write 500ms, 30s, 2m or 1h");
        }
        String digits = matcher.group(1);
        if (digits.length() > MAX_DIGITS) {
            throw outOfBounds(text);
        }
        long number = Long.parseLong(digits);
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        if (!duration.isPositive() || duration.compareTo(BatchJson.MAX_TIMEOUT) > 0) {
            throw outOfBounds(text);
        }
        return duration;
    }

    private static OnecopyException outOfBounds(String text) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, "'" + Excerpt.of(text)
                + "' is not a duration between 1ms and " + BatchJson.MAX_TIMEOUT.toHours() + "h");
    }
}
