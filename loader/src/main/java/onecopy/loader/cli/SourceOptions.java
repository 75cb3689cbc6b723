package onecopy.loader.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where numbers come from; exactly one of them must be given. */
final class SourceOptions {
    @Option(names = "--npy", paramLabel = "FILE", required = true, description = "A NumPy file of one dimension and any integer type.")
    Path npy;

    @Option(names = "--raw", paramLabel = "FILE", required = true, description = "A file of nothing but int32 or int64 values; say which with --type.")
    Path raw;

    @Option(names = "--text", paramLabel = "FILE", required = true, description = "Text with one integer a line; - is standard input.")
    String text;

    @Option(names = "--csv", paramLabel = "FILE", required = true, description = "CSV with commas; say which column with --column. - is standard input.")
    String csv;

    @Option(names = "--random", paramLabel = "N", required = true, description = "N uniformly distributed values, from --min to --max.")
    Long random;
}
