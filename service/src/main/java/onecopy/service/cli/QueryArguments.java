package onecopy.service.cli;

import java.util.List;
import java.util.Stack;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Range;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes the values of all options that ask something into one list, so that answers stand in the order of the command
 * line whatever options it mixes. Values may be negative.
 */
@SuppressWarnings("JdkObsolete") // picocli's interface has a Stack
public final class QueryArguments implements IParameterConsumer {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern BETWEEN = Pattern.compile("([^:]*):([^:]*)");
    private static final Pattern COUNTED_BINS = Pattern.compile("(equal-width|equal-depth):(.*)");

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
        String option = ((OptionSpec) argument).longestName();
        if (arguments.isEmpty()) {
            throw wrong(option + " needs a value");
        }
        List<QuerySource> sources = ((QueryCommand) command.userObject()).sources();
        String value = arguments.pop();
        switch (option) {
            case "--batch" -> sources.add(new QuerySource.File(value));
            case "--histogram" -> sources.add(new QuerySource.OneHistogram(bins(option, value)));
            default -> {
                for (String part : value.split(",", -1)) {
                    sources.add(source(option, part.strip()));
                }
            }
        }
    }

    private static QuerySource source(String option, String text) {
        return switch (option) {
            case "--rank" -> new QuerySource.Whole(new RankQuery(integer(option, text)));
            case "--quantile" -> new QuerySource.Whole(checked(option, () -> QuantileQuery.ofText(text)));
            case "--top" -> new QuerySource.Whole(new TopQuery(count(option, text, ValuesAnswer.MAX_VALUES)));
            case "--bottom" -> new QuerySource.Whole(new BottomQuery(count(option, text, ValuesAnswer.MAX_VALUES)));
            default -> new QuerySource.OneRange(range(option, text));
        };
    }

    private static Range range(String option, String text) {
        LongFunction<Range> reduction = switch (option) {
            case "--at-most" -> Range::atMost;
            case "--less-than" -> Range::lessThan;
            case "--at-least" -> Range::atLeast;
            case "--greater-than" -> Range::greaterThan;
            case "--equals" -> Range::equalTo;
            default -> null;
        };
        return reduction == null ? between(option, text) : reduction.apply(integer(option, text));
    }

    private static Range between(String option, String text) {
        Matcher matcher = BETWEEN.matcher(text);
        if (!matcher.matches()) {
            throw wrong(option + " takes FROM:TO, two integers, not '" + Excerpt.of(text) + "'");
        }
        return Range.between(integer(option, matcher.group(1).strip()), integer(option, matcher.group(2).strip()));
    }

    private static Bins bins(String option, String text) {
        Matcher counted = COUNTED_BINS.matcher(text.strip());
        if (counted.matches()) {
            int count = count(option + " " + counted.group(1), counted.group(2).strip(), Bins.MAX_BINS);
            return counted.group(1).equals("equal-width") ? new Bins.EqualWidth(count) : new Bins.EqualDepth(count);
        }
        List<String> edges = Stream.of(text.split(",", -1)).map(String::strip).toList();
        for (String edge : edges) {
            if (!INTEGER.matcher(edge).matches()) {
                throw wrong(option + " takes edges such as 0,10,20, or equal-width:N, or equal-depth:N, not '"
                        + Excerpt.of(text) + "'");
            }
        }
        return checked(option, () -> new Bins.Edges(edges.stream().map(edge -> integer(option, edge)).toList()));
    }

    private static int count(String option, String text, int most) {
        long count = integer(option, text);
        if (count < 1 || count > most) {
            throw wrong(option + " takes 1 to " + most + ", not " + count);
        }
        return (int) count;
    }

    private static long integer(String option, String text) {
        if (!INTEGER.matcher(text).matches()) {
            throw wrong(option + " takes integers, not '" + Excerpt.of(text) + "'");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, option + ": " + text
                    + " does not fit 64 bits: allowed are " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, e);
        }
    }

    private static <T> T checked(String option, Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (OnecopyException e) {
            String sentence = e.getMessage();
            throw sentence.startsWith(option) ? e : new OnecopyException(e.fault(), option + ": " + sentence, e);
        }
    }

    private static OnecopyException wrong(String sentence) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, sentence);
    }
}
