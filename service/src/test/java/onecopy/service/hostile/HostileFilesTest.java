package onecopy.service.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexVerification;
import onecopy.data.mapped.MappedValues;
import onecopy.data.npy.NpyHeader;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.data.store.Verification;
import onecopy.loader.LoadOptions;
import onecopy.loader.Loader;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.source.RandomSource;
import onecopy.service.embedded.OpenDataset;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of a dataset, mutated: it is read as it is or refused in one sentence. */
class HostileFilesTest {
    private static final long SEED = 22_11_2026;
    private static final String NAME = "numbers";
    private static final int HEAD_BYTES = 4200;
    private static final List<String> LITERALS = List.of("{", "}", "(", ")", "[", "]", ",", ":", "'", "\"", "\\", "\\x",
            "'descr'", "'<i4'", "'>i8'", "'|b1'", "'shape'", "'fortran_order'", "True", "False", "None", "0", "-1",
            "1L",
            "9223372036854775807", "9223372036854775808", "(3,)", "(3, 4)", "()", " ", "\n", "#", "0x10", "1e9", "b'",
            "[('a', '<i4')]", "(".repeat(60_000), "{".repeat(60_000), "[".repeat(60_000), "9".repeat(60_000));

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseEveryHeaderThatIsNone() {
        Random random = new Random(SEED);
        byte[] valid = header("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }");
        for (int round = 0; round < Mutations.rounds(20_000); round++) {
            byte[] bytes = random.nextBoolean() ? Mutations.of(valid, random) : header(literals(random));
            readHeader(bytes, round);
        }
    }

    @Test
    void shouldReadOrRefuseEveryMutatedFileOfADataset() throws IOException {
        Store store = Store.at(folder.resolve("store"));
        Loader.load(store, NAME, new RandomSource(5000, -100, 100, SEED),
                LoadOptions.DEFAULT.withType(ElementType.INT32).withIndex(IndexOptions.usual()));
        Random random = new Random(SEED);
        List<Path> files = filesOf(store.layout().versionFolder(NAME, 1));
        assertThat(files).hasSizeGreaterThan(8);
        int refused = 0;
        for (int round = 0; round < Mutations.rounds(600); round++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] original = Files.readAllBytes(file);
            replace(file, mutatedHead(original, random));
            refused += use(store, file, round) ? 0 : 1;
            replace(file, original);
        }
        assertThat(use(store, files.getFirst(), -1)).isTrue();
        assertThat(refused).isPositive();
    }

    private static void readHeader(byte[] bytes, int round) {
        try {
            NpyHeader header = NpyHeader.read(new ByteArrayInputStream(bytes), "fuzzed");
            assertThat(header.count()).isNotNegative();
        } catch (OnecopyException e) {
            assertThat(e.getMessage()).as("round %d", round).isNotBlank();
        } catch (RuntimeException | StackOverflowError e) {
            fail("seed " + SEED + ", round " + round, e);
        }
    }

    private static String literals(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(14); i >= 0; i--) {
            text.append(LITERALS.get(random.nextInt(LITERALS.size())));
        }
        return text.toString();
    }

    private static byte[] header(String dictionary) {
        byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[12 + text.length];
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, (byte) text.length, (byte) (text.length >> 8),
            (byte) (text.length >> 16), 0};
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(text, 0, bytes, start.length, text.length);
        return bytes;
    }

    /** Most of what decides anything stands at the beginning. */
    private static byte[] mutatedHead(byte[] original, Random random) {
        int headBytes = Math.min(original.length, random.nextBoolean() ? 200 : HEAD_BYTES);
        byte[] head = new byte[headBytes];
        System.arraycopy(original, 0, head, 0, headBytes);
        byte[] changed = Mutations.of(head, random);
        byte[] result = new byte[changed.length + original.length - headBytes];
        System.arraycopy(changed, 0, result, 0, changed.length);
        System.arraycopy(original, headBytes, result, changed.length, original.length - headBytes);
        return result;
    }

    /** {@return whether nothing was wrong} */
    private static boolean use(Store store, Path file, int round) {
        try {
            store.list();
            try (DatasetVersion version = store.openCurrent(NAME); MappedValues values = version.map()) {
                version.checksums();
                version.zones();
                boolean sound = Verification.of(version, _ -> {}).damages().isEmpty()
                        && IndexVerification.damages(version, _ -> {}).isEmpty();
                return ask(store) && sound && values.count() > 0;
            }
        } catch (OnecopyException e) {
            assertThat(e.getMessage()).as("round %d", round).isNotBlank();
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + SEED + ", round " + round + ", " + file, e);
        }
    }

    private static boolean ask(Store store) {
        try (OpenDataset dataset = OpenDataset.open(store, NAME)) {
            return !dataset.ask(List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT)))).isEmpty();
        }
    }

    /** A file of its own: the old one may be mapped. */
    private static void replace(Path file, byte[] content) throws IOException {
        Files.delete(file);
        Files.write(file, content);
    }

    private static List<Path> filesOf(Path version) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(version)) {
            all.filter(Files::isRegularFile).filter(file -> file.toFile().length() > 0).sorted().forEach(files::add);
        }
        return files;
    }
}
