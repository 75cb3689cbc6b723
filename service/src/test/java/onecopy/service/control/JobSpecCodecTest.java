package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSpecCodecTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldReadWhatItWrote(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        JobSpec spec = new JobSpec("d\u00e4ta" + random.nextInt(100_000), random.nextLong(1, 100),
                random.nextBoolean() ? JobSource.VALUES : JobSource.INDEX_ENTRIES,
                Path.of("/tmp/\u4e2d" + "x".repeat(random.nextInt(300))).toAbsolutePath(), 4096, random.nextLong(),
                random.nextBoolean() ? ElementType.INT32 : ElementType.INT64, Long.MAX_VALUE,
                random.longs(random.nextInt(500)).toArray(), random.nextBoolean(), random.nextBoolean(),
                List.of(new FunctionRef("f", 1), new FunctionRef("divisors", random.nextInt())).subList(0,
                        random.nextInt(3)),
                random.longs(random.nextInt(20)).toArray(), random.nextInt(1, 1000),
                new long[]{0, 7, 7, Long.MAX_VALUE});

        JobSpec read = JobSpecCodec.decode(new UnsafeBuffer(JobSpecCodec.encode(spec)), spec.chunkBounds());

        assertThat(read).as("seed %s", seed).usingRecursiveComparison().isEqualTo(spec);
    }

    @Test
    void shouldReadWhatItWroteAtEveryLength() {
        for (int length = 1; length < 2_500; length++) {
            JobSpec spec = new JobSpec("d", 1, JobSource.VALUES, Path.of("/" + "v".repeat(length)), 0, 0,
                    ElementType.INT32, 10, new long[0],
                    false, false, List.of(), new long[0], 1, new long[]{0, 10});
            JobSpec read = JobSpecCodec.decode(new UnsafeBuffer(JobSpecCodec.encode(spec)), spec.chunkBounds());
            assertThat(read.path()).isEqualTo(spec.path());
        }
    }

    @Test
    void shouldRefuseChunksOutOfOrderOrOutside() {
        assertThatThrownBy(() -> withBounds(0, 5, 4, 6)).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("bound 4 after 5");
        assertThatThrownBy(() -> withBounds(0, 11)).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("bound 11").hasMessageContaining("elements=10");
        assertThat(withBounds(2, 4, 5, 10).chunkElements()).isEqualTo(7);
    }

    private static JobSpec withBounds(long... bounds) {
        return new JobSpec("d", 1, JobSource.VALUES, Path.of("/v").toAbsolutePath(), 0, 0, ElementType.INT32, 10,
                new long[0], false, false,
                List.of(), new long[0], 1, bounds);
    }
}
