package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkPlannerTest {
    private static final long SEED = 6_021_976;
    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @EnumSource(ChunkPolicy.class)
    void shouldCoverEverythingInChunksThatTheLedgerHolds(ChunkPolicy policy) {
        Random random = new Random(SEED);
        ChunkPlanner planner = new ChunkPlanner(policy);
        for (int round = 0; round < 2_000; round++) {
            long elements = random.nextLong(1L << random.nextInt(1, 40));
            int workers = 1 + random.nextInt(64);
            int maxChunks = 1 + random.nextInt(1 << random.nextInt(13));
            double meanNs = Math.pow(10, random.nextDouble(-1, 9));
            ElementCost cost = new ElementCost(meanNs, meanNs * Math.pow(10, random.nextDouble(3)));
            long[] edges = planner.edges(elements, workers, cost, maxChunks);
            String context = "seed " + SEED + ", round " + round + ": " + elements + " elements, " + workers
                    + " workers, " + cost + ", " + maxChunks + " chunks";
            assertThat(edges[0]).as(context).isZero();
            assertThat(edges[edges.length - 1]).as(context).isEqualTo(elements);
            assertThat(edges.length - 1).as(context).isLessThanOrEqualTo(maxChunks);
            for (int i = 1; i < edges.length; i++) {
                assertThat(edges[i]).as(context).isGreaterThan(edges[i - 1]);
            }
        }
    }

    @Test
    void shouldNeverLetGuidedChunksGrowButForTheLast() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            long elements = 1 + random.nextLong(1L << 34);
            long[] edges = new ChunkPlanner(ChunkPolicy.GUIDED).edges(elements, 1 + random.nextInt(16),
                    ElementCost.uniform(random.nextDouble(0.1, 1000)), 4096);
            for (int i = 2; i < edges.length - 1; i++) {
                assertThat(edges[i] - edges[i - 1]).as("seed %d, round %d, chunk %d", SEED, round, i)
                        .isLessThanOrEqualTo(edges[i - 1] - edges[i - 2]);
            }
        }
    }

    @Test
    void shouldGiveEachWorkerHalfItsShareFirst() {
        long[] edges = new ChunkPlanner(ChunkPolicy.GUIDED).edges(GIB, 2, ElementCost.uniform(0.25), 4096);
        assertThat(edges[1]).isEqualTo(GIB / 4);
        assertThat(edges[2] - edges[1]).isEqualTo(GIB * 3 / 16);
    }

    @Test
    void shouldKeepDearChunksWithinATenthOfASecond() {
        ElementCost dear = ElementCost.uniform(10_000);
        long[] edges = new ChunkPlanner(ChunkPolicy.GUIDED).edges(10_000_000, 2, dear, 4096);
        for (int i = 1; i < edges.length; i++) {
            assertThat((edges[i] - edges[i - 1]) * dear.meanNs()).isLessThanOrEqualTo(100e6);
        }
    }

    @Test
    void shouldGrowChunksWhereTheLedgerIsTooSmallForTheCeiling() {
        long[] edges = new ChunkPlanner(ChunkPolicy.GUIDED).edges(GIB, 2, ElementCost.uniform(1_000_000), 64);
        assertThat(edges).hasSizeBetween(20, 65);
    }

    @Test
    void shouldShareSmallWorkAmongAllWorkers() {
        long[] edges = new ChunkPlanner(ChunkPolicy.GUIDED).edges(1_000_000, 4, ElementCost.uniform(4), 4096);
        assertThat(edges).hasSizeGreaterThan(4);
    }

    @Test
    void shouldNotSplitWorkThatIsNotWorthSharing() {
        assertThat(new ChunkPlanner(ChunkPolicy.GUIDED).edges(1_000, 4, ElementCost.uniform(1), 4096))
                .containsExactly(0, 1_000);
    }

    @Test
    void shouldCutOneChunkAWorkerStatically() {
        assertThat(new ChunkPlanner(ChunkPolicy.STATIC).edges(10, 4, ElementCost.uniform(1e9), 4096))
                .containsExactly(0, 3, 6, 9, 10);
    }

    @ParameterizedTest
    @EnumSource(ChunkPolicy.class)
    void shouldCutNothingIntoNoChunks(ChunkPolicy policy) {
        assertThat(new ChunkPlanner(policy).edges(0, 2, ElementCost.uniform(1), 10)).containsExactly(0);
    }

    @Test
    void shouldNameThePoliciesWhereOneIsUnknown() {
        assertThat(ChunkPolicy.ofLabel("fixed")).isEqualTo(ChunkPolicy.FIXED);
        assertThatThrownBy(() -> ChunkPolicy.ofLabel("random")).isInstanceOf(OnecopyException.class)
                .hasMessage("unknown chunk policy 'random': it is one of static, fixed, guided, guided-3/4, factoring");
    }
}
