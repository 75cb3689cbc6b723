package onecopy.service.cli;

import java.util.List;
import java.util.Stack;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Range;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes the values of all range options into one list, so that answers stand in the order of the command line whatever
 * options it mixes. Values may be negative.
 */
@SuppressWarnings("JdkObsolete") // picocli's interface has a Stack
public final class RangeArguments implements IParameterConsumer {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern BETWEEN = Pattern.compile("([^:]*):([^:]*)");

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
        String option = ((OptionSpec) argument).longestName();
        if (arguments.isEmpty()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, option + " needs a value");
        }
        List<QuerySource> sources = ((QueryCommand) command.userObject()).sources();
        String value = arguments.pop();
        if (option.equals("--batch")) {
            sources.add(new QuerySource.File(value));
            return;
        }
        for (String part : value.split(",", -1)) {
            sources.add(new QuerySource.OneRange(range(option, part.strip())));
        }
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
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    option + " takes FROM:TO, two integers, not '" + text + "'");
        }
        return Range.between(integer(option, matcher.group(1).strip()), integer(option, matcher.group(2).strip()));
    }

    private static long integer(String option, String text) {
        if (!INTEGER.matcher(text).matches()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, option + " takes integers, not '" + text + "'");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, option + ": " + text
                    + " does not fit 64 bits: allowed are " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, e);
        }
    }
}
