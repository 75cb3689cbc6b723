package onecopy.service.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.BoundedLines;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Query;

/** A batch file: a query object a line, as {@link QueryJson} has it. Blank lines are skipped but counted. */
public final class BatchFile {
    /** A list of a million thresholds takes less. */
    private static final int MAX_LINE = 32 << 20;

    private BatchFile() {}

    /**
     * Reads queries to the end of the stream.
     *
     * @param name how messages name the file
     * @param defaults aggregates of the lines that name none
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} naming the file and the line, or for a failed read
     */
    public static List<Query> read(InputStream in, String name, DefaultAggregates defaults) {
        List<Query> queries = new ArrayList<>();
        long lineNumber = 0;
        BoundedLines lines = new BoundedLines(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()),
                MAX_LINE + 1);
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                lineNumber++;
                if (line.length() > MAX_LINE) {
                    throw new OnecopyException(Fault.INVALID_ARGUMENT, name + ", line " + lineNumber
                            + " is longer than " + MAX_LINE + " characters; ask in several queries, one a line");
                }
                if (!line.isBlank()) {
                    QueryJson.readLine(line, name, lineNumber, defaults, queries);
                }
            }
        } catch (CharacterCodingException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, name + ", after line " + lineNumber
                    + ": the text is not UTF-8", e);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + name, e);
        }
        return queries;
    }
}
