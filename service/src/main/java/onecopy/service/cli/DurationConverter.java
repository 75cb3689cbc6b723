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
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "'" + Excerpt.of(text) + "' is not a duration: write 500ms, 30s, 2m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        if (!duration.isPositive() || duration.compareTo(BatchJson.MAX_TIMEOUT) > 0) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "'" + Excerpt.of(text) + "' is not a duration between 1ms and " + BatchJson.MAX_TIMEOUT.toHours()
                            + "h");
        }
        return duration;
    }
}
