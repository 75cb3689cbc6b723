package onecopy.service.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Bins;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.BatchFile;
import onecopy.service.wire.DefaultAggregates;

/** Something on a command line that asks one or more queries. */
sealed interface QuerySource {
    /**
     * {@return its queries}
     *
     * @param aggregates those of the queries that name none
     */
    List<Query> queries(DefaultAggregates aggregates);

    /**
     * A range written out.
     *
     * @param range what is asked about
     */
    record OneRange(Range range) implements QuerySource {
        @Override
        public List<Query> queries(DefaultAggregates aggregates) {
            return List.of(new RangeQuery(range, aggregates.ofRanges()));
        }
    }

    /**
     * A histogram.
     *
     * @param bins its bins
     */
    record OneHistogram(Bins bins) implements QuerySource {
        @Override
        public List<Query> queries(DefaultAggregates aggregates) {
            return List.of(new HistogramQuery(bins, aggregates.ofHistograms()));
        }
    }

    /**
     * A query that has no aggregates.
     *
     * @param query the query
     */
    record Whole(Query query) implements QuerySource {
        @Override
        public List<Query> queries(DefaultAggregates aggregates) {
            return List.of(query);
        }
    }

    /**
     * A batch file.
     *
     * @param file its path; {@code -} is standard input
     */
    record File(String file) implements QuerySource {
        @Override
        public List<Query> queries(DefaultAggregates aggregates) {
            if (file.equals("-")) {
                return BatchFile.read(System.in, "standard input", aggregates);
            }
            String purpose = "read the batch file " + file;
            try (InputStream in = FileKinds.open(Path.of(file), purpose)) {
                return BatchFile.read(in, file, aggregates);
            } catch (IOException e) {
                throw OnecopyException.ofIo(purpose, e);
            }
        }
    }
}
