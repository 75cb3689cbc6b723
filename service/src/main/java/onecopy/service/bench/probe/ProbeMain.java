package onecopy.service.bench.probe;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The process behind a {@link Probe}. It prepares what its arguments name and says {@code ready}; then, for every line
 * on its standard input, it runs once and prints the nanoseconds it took and what it found. It ends with its input.
 */
public final class ProbeMain {
    /** What a probe says once it can run. */
    static final String READY = "ready";

    private ProbeMain() {}

    /** Runs until the end of standard input. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Iterator<String> words = List.of(arguments).iterator();
        if (arguments[0].equals("spin")) {
            Thread.ofPlatform().daemon().start(ProbeMain::spin);
            out.println(READY);
            in.readLine();
            return;
        }
        Subject subject = prepare(words);
        out.println(READY);
        while (in.readLine() != null) {
            long startNs = System.nanoTime();
            long[] found = subject.run();
            long elapsedNs = System.nanoTime() - startNs;
            out.println(LongStream.concat(LongStream.of(elapsedNs), Arrays.stream(found)).mapToObj(Long::toString)
                    .collect(Collectors.joining(" ")));
        }
    }

    private static Subject prepare(Iterator<String> words) throws InterruptedException {
        String subject = words.next();
        int threads = Integer.parseInt(words.next());
        if (subject.equals("read")) {
            return PlainRead.of(Long.parseLong(words.next()), threads);
        }
        if (subject.equals("search")) {
            return IndexSearch.in(Path.of(words.next()), words.next(), Integer.parseInt(words.next()),
                    Boolean.parseBoolean(words.next()));
        }
        Elements elements = Elements.read(words);
        return switch (subject) {
            case "heap" -> new KernelScan(elements.onHeap(), elements.type(), elements.count(), threads,
                    Long.parseLong(words.next()));
            case "mapped" -> new KernelScan(elements.mapped(), elements.type(), elements.count(), threads,
                    Long.parseLong(words.next()));
            case "trial" -> TrialDivision.over(elements.mapped(), elements.count(), Integer.parseInt(words.next()));
            default -> throw new IllegalArgumentException("unknown subject " + subject);
        };
    }

    private static void spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }
}
