package onecopy.service.benchmarks.rivals;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onecopy.data.ElementType;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB in this process. As its guides advise: filled through the appender, one connection kept open, prepared
 * statements, as many threads as there are cores. A batch is one scan with a {@code FILTER} clause per distinct
 * threshold. A table in memory is not compressed, one in a file is: both are worth a run.
 */
final class DuckDb implements Contender {
    private final String label;
    private final DuckDBConnection connection;
    private final Map<Integer, PreparedStatement> statements = new TreeMap<>();

    private DuckDb(String label, DuckDBConnection connection) {
        this.label = label;
        this.connection = connection;
    }

    static DuckDb inMemory(MemorySegment values, long count, int threads) throws SQLException {
        return filled("DuckDB, table in memory", "jdbc:duckdb:", values, count, threads);
    }

    static DuckDb inFile(Path folder, MemorySegment values, long count, int threads) throws SQLException {
        return filled("DuckDB, compressed file", "jdbc:duckdb:" + folder.resolve("duck.db"), values, count, threads);
    }

    private static DuckDb filled(String label, String url, MemorySegment values, long count, int threads)
            throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        DuckDb duck = new DuckDb(label, connection.unwrap(DuckDBConnection.class));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            statement.execute("CREATE TABLE numbers (x INTEGER NOT NULL)");
            duck.append(values, count);
            statement.execute("CHECKPOINT");
        }
        return duck;
    }

    private void append(MemorySegment values, long count) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "numbers")) {
            for (long i = 0; i < count; i++) {
                appender.beginRow();
                appender.append(values.getAtIndex(ElementType.INT32_LAYOUT, i));
                appender.endRow();
            }
        }
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<Answer> atMost(long[] thresholds) throws SQLException {
        long[] distinct = Arrays.stream(thresholds).distinct().toArray();
        PreparedStatement statement = statement(distinct.length);
        int parameter = 1;
        for (long threshold : distinct) {
            statement.setInt(parameter++, Math.toIntExact(threshold));
            if (distinct.length > 1) {
                statement.setInt(parameter++, Math.toIntExact(threshold));
            }
        }
        Map<Long, Answer> answers = new TreeMap<>();
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            for (int i = 0; i < distinct.length; i++) {
                answers.put(distinct[i], new Answer(row.getLong(2 * i + 1), row.getLong(2 * i + 2)));
            }
        }
        return Arrays.stream(thresholds).mapToObj(answers::get).toList();
    }

    private PreparedStatement statement(int thresholds) throws SQLException {
        PreparedStatement known = statements.get(thresholds);
        if (known == null) {
            known = connection.prepareStatement(thresholds == 1
                    ? "SELECT count(*), sum(x) FROM numbers WHERE x <= ?"
                    : manyFilters(thresholds));
            statements.put(thresholds, known);
        }
        return known;
    }

    private static String manyFilters(int thresholds) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < thresholds; i++) {
            columns.add("count(*) FILTER (x <= ?), sum(x) FILTER (x <= ?)");
        }
        return "SELECT " + String.join(", ", columns) + " FROM numbers";
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }
}
