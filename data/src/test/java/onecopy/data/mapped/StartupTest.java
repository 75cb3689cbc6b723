package onecopy.data.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.npy.NpyHeader;
import onecopy.data.process.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first mapping of a process costs besides the mapping. */
class StartupTest {
    @TempDir
    Path folder;

    /** Maps a file without values. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] args) {
            MappedValues.open(Path.of(args[0]), ElementType.INT32, NpyHeader.PAGE_BYTES, 0).close();
        }
    }

    @Test
    void shouldPrintNothing() throws Exception {
        assertThat(run(List.of("-Dslf4j.internal.verbosity=ERROR")).lines()
                .filter(line -> !line.contains("Using incubator modules"))).isEmpty();
    }

    @Test
    void shouldLoadFewClasses() throws Exception {
        long loaded = run(List.of("-Xlog:class+load")).lines().filter(line -> line.contains("source:")).count();

        assertThat(loaded).isLessThan(2000);
    }

    private String run(List<String> flags) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("values.npy"), NpyHeader.encode(ElementType.INT32, 0));
        Process process = new ProcessBuilder(JavaProcess.command(flags, Opener.class, file.toString()))
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
