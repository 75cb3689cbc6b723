package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.IndexForm;
import onecopy.data.index.StoredFunction;
import onecopy.data.index.Total128;
import onecopy.data.index.ValueIndex;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexLawsTest {
    private static final long SEED = 20_261_122;
    private static final List<ElementFunction> FUNCTIONS = List.of(new Triangle(), new IndexFixture.Huge());

    @TempDir
    Path temporary;

    record Case(IndexFixture.Kind kind, ElementType type, IndexForm form, int count, long memoryBytes, int threads) {}

    static Stream<Case> cases() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Case> cases = new ArrayList<>();
        for (IndexFixture.Kind kind : IndexFixture.Kind.values()) {
            for (ElementType type : ElementType.values()) {
                for (IndexForm form : IndexForm.values()) {
                    cases.add(new Case(kind, type, form, random.nextInt(2, 300), 1 << 16, 2));
                    cases.add(new Case(kind, type, form, random.nextInt(10_000, 30_000), 1 << 16, 3));
                    cases.add(new Case(kind, type, form, random.nextInt(10_000, 30_000), 1 << 28, 2));
                    cases.add(new Case(kind, type, form, random.nextInt(50_000, 70_000), 1 << 19, 2));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAnswerLikeAScan(Case one) {
        SplittableRandom random = new SplittableRandom(SEED + one.hashCode());
        IndexFixture fixture = IndexFixture.random(one.kind(), one.type(), one.count(), random);
        fixture.build(temporary, IndexOptions.DEFAULT.withForm(one.form()).withFunctions(FUNCTIONS)
                .withMemoryBytes(one.memoryBytes()).withThreads(one.threads()));
        try (ValueIndex index = ValueIndex.open(temporary, fixture.data())) {
            assertThat(index.form()).isEqualTo(one.form());
            assertThat(index.distinctCount()).isEqualTo(fixture.distinct(fixture.count()));
            requireAnswers(index, fixture, random);
            requireRanks(index, fixture, random);
        }
    }

    private static void requireAnswers(ValueIndex index, IndexFixture fixture, SplittableRandom random) {
        BigInteger[] sums = fixture.prefixSums(x -> x);
        List<BigInteger[]> functionSums = FUNCTIONS.stream().map(f -> fixture.prefixSums(f::apply)).toList();
        List<StoredFunction> stored = FUNCTIONS.stream().map(f -> index.stored(f).orElseThrow()).toList();
        IndexCursor cursor = index.cursor();
        Total128 total = new Total128();
        for (long n : fixture.thresholds(100, random)) {
            int expected = fixture.countAtMost(n);
            cursor.seekAtMost(n);
            String at = "n=" + n + ", seed=" + SEED;
            assertThat(cursor.count()).as(at).isEqualTo(expected);
            assertThat(index.countAtMost(n)).as(at).isEqualTo(expected);
            cursor.sum(total);
            assertThat(total.toBigInteger()).as(at).isEqualTo(sums[expected]);
            for (int f = 0; f < stored.size(); f++) {
                cursor.functionSum(stored.get(f), total);
                assertThat(total.toBigInteger()).as(at).isEqualTo(functionSums.get(f)[expected]);
            }
            int below = n == Long.MIN_VALUE ? 0 : fixture.countAtMost(n - 1);
            assertThat(cursor.seekLessThan(n).count()).as(at).isEqualTo(below);
        }
        requireTheSameOfManyAtOnce(index, fixture.thresholds(300, random));
        long n = fixture.count() == 0 ? 0 : fixture.sorted()[fixture.count() / 2];
        total.clear();
        index.evaluate(FUNCTIONS.getLast(), 0, index.entriesAtMost(n), total);
        assertThat(total.toBigInteger()).isEqualTo(functionSums.getLast()[fixture.countAtMost(n)]);
        assertThat(cursor.seekAtMost(n).distinct()).isEqualTo(fixture.distinct(fixture.countAtMost(n)));
    }

    private static void requireTheSameOfManyAtOnce(ValueIndex index, long[] thresholds) {
        long[] entries = new long[thresholds.length];
        index.cursor().entriesAtMost(thresholds, thresholds.length, entries);
        assertThat(entries).as("seed=" + SEED).isEqualTo(Arrays.stream(thresholds).map(index::entriesAtMost).toArray());
    }

    private static void requireRanks(ValueIndex index, IndexFixture fixture, SplittableRandom random) {
        BigInteger[] sums = fixture.prefixSums(x -> x);
        BigInteger[] functionSums = fixture.prefixSums(FUNCTIONS.getFirst()::apply);
        StoredFunction stored = index.stored(FUNCTIONS.getFirst()).orElseThrow();
        IndexCursor cursor = index.cursor();
        Total128 total = new Total128();
        for (int i = 0; i < 100; i++) {
            int first = i == 0 ? fixture.count() : random.nextInt(fixture.count() + 1);
            cursor.seekFirst(first);
            String at = "first=" + first + ", seed=" + SEED;
            assertThat(cursor.count()).as(at).isEqualTo(first);
            cursor.sum(total);
            assertThat(total.toBigInteger()).as(at).isEqualTo(sums[first]);
            cursor.functionSum(stored, total);
            assertThat(total.toBigInteger()).as(at).isEqualTo(functionSums[first]);
            if (first < fixture.count()) {
                assertThat(index.valueAt(first)).as(at).isEqualTo(fixture.sorted()[first]);
            }
        }
        int length = Math.min(1000, fixture.count());
        int start = fixture.count() == length ? 0 : random.nextInt(fixture.count() - length);
        long[] copied = new long[length];
        index.copyValues(start, copied, length);
        assertThat(copied).isEqualTo(java.util.Arrays.copyOfRange(fixture.sorted(), start, start + length));
        assertThat(cursor.seekFirst(start + length).distinct()).isEqualTo(fixture.distinct(start + length));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void shouldKeepDivisorsOfDenseAndSparseValues(IndexForm form) throws java.io.IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] values = new long[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 15_000 ? random.nextLong(-100, 100_000) : random.nextLong(1L << 33);
        }
        IndexFixture fixture = IndexFixture.of(ElementType.INT64, values);
        Divisors divisors = new Divisors();
        fixture.build(temporary, IndexOptions.DEFAULT.withForm(form).withFunctions(List.of(divisors)));
        BigInteger[] sums = fixture.prefixSums(divisors::apply);
        try (ValueIndex index = ValueIndex.open(temporary, fixture.data());
                Stream<Path> files = Files.list(temporary)) {
            Total128 total = new Total128();
            StoredFunction stored = index.stored(divisors).orElseThrow();
            for (long n : fixture.thresholds(100, random)) {
                index.cursor().seekAtMost(n).functionSum(stored, total);
                assertThat(total.toBigInteger()).as("n=" + n).isEqualTo(sums[fixture.countAtMost(n)]);
            }
            assertThat(files.map(file -> file.getFileName().toString())).contains("function-divisors.npy");
        }
    }

    static IndexForm[] forms() {
        return IndexForm.values();
    }
}
