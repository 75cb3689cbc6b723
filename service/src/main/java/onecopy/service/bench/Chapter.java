package onecopy.service.bench;

import java.util.List;
import onecopy.service.bench.figure.Figure;

/** One part of the benchmark: verifies, then measures. */
@FunctionalInterface
interface Chapter {
    /** {@return what was found, in the order it is read} */
    List<Figure> measure() throws InterruptedException;
}
