package onecopy.service.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.BatchFile;

/** Something on a command line that asks one or more queries. */
sealed interface QuerySource {
    /**
     * {@return its queries}
     *
     * @param aggregates those of the queries that name none
     */
    List<Query> queries(List<Aggregate> aggregates);

    /**
     * A range written out.
     *
     * @param range what is asked about
     */
    record OneRange(Range range) implements QuerySource {
        @Override
        public List<Query> queries(List<Aggregate> aggregates) {
            return List.of(new RangeQuery(range, aggregates));
        }
    }

    /**
     * A batch file.
     *
     * @param file its path; {@code -} is standard input
     */
    record File(String file) implements QuerySource {
        @Override
        public List<Query> queries(List<Aggregate> aggregates) {
            if (file.equals("-")) {
                return BatchFile.read(System.in, "standard input", aggregates);
            }
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return BatchFile.read(in, file, aggregates);
            } catch (IOException e) {
                throw OnecopyException.ofIo("read the batch file " + file, e);
            }
        }
    }
}
