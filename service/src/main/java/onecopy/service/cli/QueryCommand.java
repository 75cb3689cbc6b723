package onecopy.service.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.wire.AnswerJson;
import onecopy.service.wire.DefaultAggregates;
import onecopy.service.wire.ExplainedAnswer;
import onecopy.service.wire.IdempotencyKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code onecopy query}: asks the coordinator and prints the answers. */
@Command(name = "query", description = "Ask a running service about a dataset. Answers stand in the order of the options.")
@SuppressWarnings("UnusedVariable") // QueryArguments takes the values of the options that ask, in their common order
public final class QueryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOption run;

    @Mixin
    private ServedStoreOption store;

    @Parameters(index = "0", paramLabel = "NAME", description = "Dataset to ask about; NAME@VERSION for an old version.")
    private String dataset;

    @Option(names = "--at-most", paramLabel = "N[,N]...", parameterConsumer = QueryArguments.class, description = "Elements x <= N.")
    private String atMost;

    @Option(names = "--less-than", paramLabel = "N[,N]...", parameterConsumer = QueryArguments.class, description = "Elements x < N.")
    private String lessThan;

    @Option(names = "--at-least", paramLabel = "N[,N]...", parameterConsumer = QueryArguments.class, description = "Elements x >= N.")
    private String atLeast;

    @Option(names = "--greater-than", paramLabel = "N[,N]...", parameterConsumer = QueryArguments.class, description = "Elements x > N.")
    private String greaterThan;

    @Option(names = "--equals", paramLabel = "N[,N]...", parameterConsumer = QueryArguments.class, description = "Elements x = N.")
    private String equalTo;

    @Option(names = "--between", paramLabel = "A:B[,A:B]...", parameterConsumer = QueryArguments.class, description = "Elements A <= x <= B.")
    private String between;

    @Option(names = "--rank", paramLabel = "N[,N]...", parameterConsumer = QueryArguments.class, description = "How many elements are smaller than N, and how many equal it.")
    private String rank;

    @Option(names = "--quantile", paramLabel = "P[,P]...", parameterConsumer = QueryArguments.class, description = "The smallest element that at least the part P of all, 0 to 1, does not exceed; 0.5 is the median.")
    private String quantile;

    @Option(names = "--top", paramLabel = "K", parameterConsumer = QueryArguments.class, description = "The K largest elements.")
    private String top;

    @Option(names = "--bottom", paramLabel = "K", parameterConsumer = QueryArguments.class, description = "The K smallest elements.")
    private String bottom;

    @Option(names = "--histogram", paramLabel = "E,E[,E]...|equal-width:N|equal-depth:N", parameterConsumer = QueryArguments.class, description = "Bins between edges E <= x < E, the last one with its upper edge; or N bins of the same width, "
            + "or of about the same number of elements.")
    private String histogram;

    @Option(names = "--batch", paramLabel = "FILE", parameterConsumer = QueryArguments.class, description = "Queries of a file, one JSON object a line, such as {\"at_most\": 5}; - for standard input.")
    private String batchFile;

    @Option(names = "--aggregate", paramLabel = "NAME[,NAME]...", split = ",", description = "What to compute over each range and bin: count, sum, min, max, mean, distinct or a function such as "
            + "divisors (default: count,sum; for histograms count).")
    private List<String> aggregates;

    @Option(names = "--format", paramLabel = "table|json|csv", defaultValue = "table", description = "How to print the answers (default: ${DEFAULT-VALUE}).")
    private AnswerFormat format;

    @Option(names = "--plan", paramLabel = "auto|index|pruned-scan|scan", defaultValue = "auto", converter = PlanConverter.class, description = "How to find the answers (default: ${DEFAULT-VALUE}).")
    private PlanKind plan;

    @Option(names = "--explain", description = "Say how the batch was computed.")
    private boolean explain;

    @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "10m", converter = DurationConverter.class, description = "Give up after this time: 500ms, 30s, 2m (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Option(names = "--wait", paramLabel = "TIME", converter = DurationConverter.class, description = "Wait this long for a coordinator that is gone or busy, within the timeout (default: fail at once).")
    private Duration wait;

    @Option(names = "--key", paramLabel = "KEY", description = "Idempotency key: the same command again, with the same key, gets the answer of the first time.")
    private String key;

    private final List<QuerySource> sources = new ArrayList<>();

    /** {@return what the options ask, in their order; filled by {@link QueryArguments}} */
    List<QuerySource> sources() {
        return sources;
    }

    @Override
    public Integer call() {
        Batch batch = new Batch(dataset, queries(), plan, timeout);
        if (format == AnswerFormat.CSV) {
            AnswerCsv.requireOneKind(batch.queries());
        }
        ExplainedAnswer answer = ask(batch);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> AnswerJson.writeReadable(answer, out);
            case TABLE -> AnswerTable.print(answer.answer(), out);
            case CSV -> AnswerCsv.print(answer.answer(), out);
        }
        if (format != AnswerFormat.JSON && answer.explanation().isPresent()) {
            out.flush();
            ExplanationText.print(answer.explanation().get(), spec.commandLine().getErr());
        }
        return 0;
    }

    private ExplainedAnswer ask(Batch batch) {
        Optional<IdempotencyKey> named = Optional.ofNullable(key).map(IdempotencyKey::new);
        OnecopyClient client = wait == null
                ? OnecopyClient.connect(run.runDirectory())
                : OnecopyClient.connect(run.runDirectory(), wait);
        store.check(() -> client);
        if (explain) {
            return named.map(name -> client.explain(batch, name)).orElseGet(() -> client.explain(batch));
        }
        return new ExplainedAnswer(
                named.map(name -> client.query(batch, name)).orElseGet(() -> client.query(batch)), Optional.empty());
    }

    private List<Query> queries() {
        if (sources.isEmpty()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "nothing is asked: give thresholds such as --at-most "
                    + "100000,400000 or a --batch file; see 'onecopy query --help'");
        }
        DefaultAggregates wanted = aggregates == null
                ? DefaultAggregates.UNNAMED
                : DefaultAggregates.of(aggregates.stream().map(String::strip).map(Aggregate::ofLabel).toList());
        List<Query> queries = new ArrayList<>();
        for (QuerySource source : sources) {
            queries.addAll(source.queries(wanted));
        }
        return queries;
    }
}
