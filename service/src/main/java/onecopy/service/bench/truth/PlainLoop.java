package onecopy.service.bench.truth;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import onecopy.data.ElementType;
import onecopy.service.query.Range;

/** One range by one loop over every element; divisors by trial division. */
final class PlainLoop {
    private PlainLoop() {}

    static Truth truth(MemorySegment values, ElementType type, Range range, boolean divisors) {
        long elements = values.byteSize() / type.widthBytes();
        long count = 0;
        long sumOfHighHalves = 0;
        long sumOfLowHalves = 0;
        long divisorSum = 0;
        for (long i = 0; i < elements; i++) {
            long x = type == ElementType.INT32
                    ? values.getAtIndex(ElementType.INT32_LAYOUT, i)
                    : values.getAtIndex(ElementType.INT64_LAYOUT, i);
            if (range.from() <= x && x <= range.to()) {
                count++;
                sumOfHighHalves += x >> Integer.SIZE;
                sumOfLowHalves += x & 0xffff_ffffL;
                if (divisors) {
                    divisorSum += divisors(x);
                }
            }
        }
        return new Truth(count,
                BigInteger.valueOf(sumOfHighHalves).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(sumOfLowHalves)),
                divisors ? BigInteger.valueOf(divisorSum) : null);
    }

    /** {@return the number of divisors of x, 1 for every x below 1} */
    static long divisors(long x) {
        if (x < 1) {
            return 1;
        }
        long divisors = 0;
        for (long j = 1; j <= x / j; j++) {
            if (x % j == 0) {
                divisors += j == x / j ? 1 : 2;
            }
        }
        return divisors;
    }
}
