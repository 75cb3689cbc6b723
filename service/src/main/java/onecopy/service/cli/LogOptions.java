package onecopy.service.cli;

import java.time.Duration;
import onecopy.service.log.LogFormat;
import onecopy.service.watch.BatchJournal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What a service writes to its log. */
public final class LogOptions {
    @Option(names = "--log-format", paramLabel = "FORMAT", defaultValue = "text", description = "Lines of the log: text or json (default: ${DEFAULT-VALUE}).")
    private LogFormat format;

    @Option(names = "--log-slow", paramLabel = "TIME", defaultValue = "1s", converter = SlowConverter.class, description = "Log batches that take at least this long; 0s logs every one (default: ${DEFAULT-VALUE}). Failed ones are always logged.")
    private Duration slow;

    /** {@return what lines look like} */
    LogFormat format() {
        return format;
    }

    /** {@return a journal that logs as asked for} */
    BatchJournal journal() {
        return new BatchJournal(slow);
    }

    /** Durations that may be zero. */
    static final class SlowConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return text.strip().matches("0+(ms|s|m|h)") ? Duration.ZERO : new DurationConverter().convert(text);
        }
    }
}
