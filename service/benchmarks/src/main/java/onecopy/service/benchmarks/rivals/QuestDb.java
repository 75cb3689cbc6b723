package onecopy.service.benchmarks.rivals;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.mp.WorkerPool;
import io.questdb.mp.WorkerPoolUtils;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecopy.data.ElementType;

/**
 * QuestDB embedded. As its documentation advises: a table without write-ahead log filled by one {@code TableWriter},
 * filters compiled to machine code (its default) and run by a pool of query workers, one per core. One threshold is a
 * compiled {@code WHERE}; many are conditional sums in one scan, because a {@code WHERE} each would be a scan each.
 */
final class QuestDb implements Contender {
    private final CairoEngine engine;
    private final WorkerPool workers;
    private final SqlExecutionContextImpl context;
    private final Map<String, RecordCursorFactory> compiled = new HashMap<>();

    private QuestDb(CairoEngine engine, WorkerPool workers, SqlExecutionContextImpl context) {
        this.engine = engine;
        this.workers = workers;
        this.context = context;
    }

    static QuestDb filled(Path folder, MemorySegment values, long count, int threads) throws SqlException {
        // Read when its logging is first used, which otherwise goes to standard output.
        System.setProperty("out", "/questdb-log.conf");
        CairoEngine engine = new CairoEngine(new DefaultCairoConfiguration(folder.toString()));
        WorkerPool workers = new WorkerPool(() -> threads);
        WorkerPoolUtils.setupQueryJobs(workers, engine);
        workers.start();
        SqlExecutionContextImpl context = new SqlExecutionContextImpl(engine, threads)
                .with(AllowAllSecurityContext.INSTANCE, null);
        engine.execute("CREATE TABLE numbers (x INT)", context);
        try (TableWriter writer = engine.getWriter(engine.getTableTokenIfExists("numbers"), "fill")) {
            for (long i = 0; i < count; i++) {
                TableWriter.Row row = writer.newRow();
                row.putInt(0, values.getAtIndex(ElementType.INT32_LAYOUT, i));
                row.append();
            }
            writer.commit();
        }
        return new QuestDb(engine, workers, context);
    }

    @Override
    public String label() {
        return "QuestDB, embedded";
    }

    @Override
    public List<Answer> atMost(long[] thresholds) throws SqlException {
        long[] distinct = Arrays.stream(thresholds).distinct().toArray();
        String sql = distinct.length == 1
                ? "SELECT count(), sum(x) FROM numbers WHERE x <= " + distinct[0]
                : manySums(distinct);
        RecordCursorFactory factory = compiled.get(sql);
        if (factory == null) {
            factory = engine.select(sql, context);
            compiled.put(sql, factory);
        }
        Map<Long, Answer> answers = new HashMap<>();
        try (RecordCursor cursor = factory.getCursor(context)) {
            cursor.hasNext();
            Record row = cursor.getRecord();
            for (int i = 0; i < distinct.length; i++) {
                answers.put(distinct[i], new Answer(row.getLong(2 * i), nullAsZero(row.getLong(2 * i + 1))));
            }
        }
        return Arrays.stream(thresholds).mapToObj(answers::get).toList();
    }

    private static String manySums(long[] thresholds) {
        List<String> columns = new ArrayList<>();
        for (long threshold : thresholds) {
            String when = "CASE WHEN x <= " + threshold + " THEN ";
            columns.add("sum(" + when + "1 ELSE 0 END), sum(" + when + "x ELSE 0 END)");
        }
        return "SELECT " + String.join(", ", columns) + " FROM numbers";
    }

    private static long nullAsZero(long sum) {
        return sum == Long.MIN_VALUE ? 0 : sum;
    }

    @Override
    public void close() {
        compiled.values().forEach(RecordCursorFactory::close);
        context.close();
        workers.halt();
        engine.close();
    }
}
