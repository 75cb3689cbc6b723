package onecopy.service.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus's text format 0.0.4, written from its description. Fails on everything the description does
 * not allow, and on counters, histograms and groups that contradict themselves.
 */
public final class ExpositionParser {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") ((?:[^\\\\\\n]|\\\\\\\\|\\\\n)*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME
            + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile(
            "\\G(?:^|,)([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new TreeMap<>();
    private final Set<String> finishedGroups = new HashSet<>();
    private String group = "";

    private ExpositionParser() {}

    /** {@return the values by series, labels in order of their names: {@code a_total{x="1",y="2"}}} */
    public static Map<String, Double> parse(String text) {
        require(text.endsWith("\n"), "the last line has no end");
        ExpositionParser parser = new ExpositionParser();
        text.lines().forEach(parser::line);
        parser.checkHistograms();
        return parser.samples;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            begin(help.group(1));
        } else if (type.matches()) {
            begin(type.group(1));
            require(types.put(type.group(1), type.group(2)) == null, "a second type: " + line);
        } else {
            require(!line.startsWith("#") && sample.matches(), "not a line of the format: " + line);
            add(sample.group(1), labels(sample.group(2)), value(sample.group(3)), line);
        }
    }

    private void begin(String name) {
        if (!name.equals(group)) {
            finishedGroups.add(group);
            require(!finishedGroups.contains(name), "the lines of " + name + " are not together");
            group = name;
        }
    }

    private void add(String name, Map<String, String> labels, double value, String line) {
        String type = types.get(group);
        require(type != null, "no type before " + line);
        String suffix = name.startsWith(group) ? name.substring(group.length()) : "?";
        boolean fits = type.equals("histogram")
                ? List.of("_bucket", "_sum", "_count").contains(suffix)
                : suffix.isEmpty();
        require(fits, "does not belong to " + group + ": " + line);
        require(!type.equals("counter") || (name.endsWith("_total") && value >= 0), "not a counter: " + line);
        require(suffix.equals("_bucket") == labels.containsKey("le"), "le belongs to buckets alone: " + line);
        List<String> parts = new ArrayList<>();
        labels.forEach((key, text) -> parts.add(key + "=\"" + text + "\""));
        String series = parts.isEmpty() ? name : name + "{" + String.join(",", parts) + "}";
        require(samples.put(series, value) == null, "twice: " + series);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        int end = 0;
        if (text != null) {
            for (Matcher label = LABEL.matcher(text); label.find(); end = label.end()) {
                require(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + text);
            }
            require(end == text.length(), "not labels: " + text);
        }
        return labels;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void checkHistograms() {
        types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                Map<Double, Double> buckets = new TreeMap<>();
                Pattern bucket = Pattern.compile(Pattern.quote(name) + "_bucket\\{le=\"(.*)\"\\}");
                samples.forEach((series, count) -> {
                    Matcher matcher = bucket.matcher(series);
                    if (matcher.matches()) {
                        buckets.put(value(matcher.group(1)), count);
                    }
                });
                require(buckets.containsKey(Double.POSITIVE_INFINITY), "no bucket without a bound: " + name);
                double before = 0;
                for (double count : buckets.values()) {
                    require(count >= before, "buckets do not grow: " + name + buckets);
                    before = count;
                }
                require(before == samples.get(name + "_count"), "count is not that of the last bucket: " + name);
                require(samples.containsKey(name + "_sum"), "no sum: " + name);
            }
        });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
