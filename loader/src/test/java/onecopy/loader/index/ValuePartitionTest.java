package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.loader.write.WriteProgress;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuePartitionTest {
    private static final long SEED = 17;

    @TempDir
    Path temporary;

    record Case(IndexFixture.Kind kind, ElementType type, int count, int threads, int buckets, int bufferedBytes) {}

    static Stream<Case> cases() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Case> cases = new ArrayList<>();
        for (IndexFixture.Kind kind : IndexFixture.Kind.values()) {
            for (ElementType type : ElementType.values()) {
                if (kind != IndexFixture.Kind.EMPTY) {
                    cases.add(new Case(kind, type, random.nextInt(2, 3_000), 1, 2, 1));
                    cases.add(new Case(kind, type, random.nextInt(20_000, 40_000), 2, 10, 1 << 15));
                    cases.add(new Case(kind, type, random.nextInt(20_000, 40_000), 3, 1000, 1 << 20));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldCopyEveryValueToTheBucketOfItsRange(Case one) {
        SplittableRandom random = new SplittableRandom(SEED + one.hashCode());
        IndexFixture fixture = IndexFixture.random(one.kind(), one.type(), one.count(), random);
        BuildCrew crew = new BuildCrew(one.threads(), WriteProgress.NONE);
        MemoryPlan plan = new MemoryPlan(0, 13, one.buckets(), one.bufferedBytes(), 64);
        try (Arena arena = Arena.ofShared();
                ArrayWriter target = ArrayWriter.create(temporary,
                        SortedArrays.shape(fixture.data(), fixture.count()).values())) {
            long[] bounds = ValuePartition.partition(fixture.data(), fixture.segment(arena), target, plan, crew);
            assertThat(bounds[0]).isZero();
            assertThat(bounds[bounds.length - 1]).isEqualTo(fixture.count());
            assertThat(bounds.length - 1).isLessThanOrEqualTo(2 * one.buckets() + 1);
            for (int bucket = 1; bucket < bounds.length; bucket++) {
                int start = (int) bounds[bucket - 1];
                int end = (int) bounds[bucket];
                long[] copied = new long[end - start];
                ValueMemory.load(target.entries(), one.type(), start, copied.length, 0, copied);
                Arrays.sort(copied);
                assertThat(copied).as("bucket " + bucket + ", seed=" + SEED)
                        .isEqualTo(Arrays.copyOfRange(fixture.sorted(), start, end));
            }
        }
    }
}
