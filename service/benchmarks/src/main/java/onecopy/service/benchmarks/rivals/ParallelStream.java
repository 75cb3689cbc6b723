package onecopy.service.benchmarks.rivals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import onecopy.data.ElementType;

/**
 * What a Java programmer writes first: a parallel stream over an {@code int[]}. Count and sum come from one pass through
 * {@code summaryStatistics}; each threshold is a pass.
 */
final class ParallelStream implements Contender {
    private final int[] numbers;

    private ParallelStream(int[] numbers) {
        this.numbers = numbers;
    }

    static ParallelStream copyOf(MemorySegment values, long count) {
        int[] numbers = new int[Math.toIntExact(count)];
        MemorySegment.copy(values, ElementType.INT32_LAYOUT, 0, numbers, 0, numbers.length);
        return new ParallelStream(numbers);
    }

    @Override
    public String label() {
        return "Java parallel stream, int[]";
    }

    @Override
    public List<Answer> atMost(long[] thresholds) {
        return Arrays.stream(thresholds).mapToObj(this::atMost).toList();
    }

    private Answer atMost(long threshold) {
        LongSummaryStatistics statistics = Arrays.stream(numbers).parallel().filter(x -> x <= threshold)
                .asLongStream().summaryStatistics();
        return new Answer(statistics.getCount(), statistics.getSum());
    }

    @Override
    public void close() {}
}
