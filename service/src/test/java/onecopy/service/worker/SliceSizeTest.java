package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceSizeTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 600, 1_000, 100_000})
    void shouldSettleOnSlicesOfAboutTheTarget(double elementNs) {
        SliceSize slice = elementNs > 1 ? SliceSize.ofCalls(14) : SliceSize.ofScan();
        for (int i = 0; i < 10; i++) {
            slice.measured(slice.elements(), (long) (slice.elements() * elementNs));
        }
        assertThat(slice.elements() * elementNs).isBetween(0.9 * SliceSize.TARGET_NS, 1.1 * SliceSize.TARGET_NS);
    }

    @Test
    void shouldLookAroundAfterTheFirstElementThatTakesLong() {
        SliceSize slice = SliceSize.ofCalls(14);
        assertThat(slice.elements()).isEqualTo(1);
        slice.measured(1, 1_000_000_000);
        assertThat(slice.elements()).isEqualTo(1);
        slice.measured(1, 1_000_000);
        assertThat(slice.elements()).isEqualTo(8);
    }

    @Test
    void shouldStayWithinItsBounds() {
        SliceSize slice = SliceSize.ofScan();
        slice.measured(1024, Long.MAX_VALUE);
        assertThat(slice.elements()).isEqualTo(SliceSize.MIN_ELEMENTS);
        for (int i = 0; i < 20; i++) {
            slice.measured(slice.elements(), 0);
        }
        assertThat(slice.elements()).isEqualTo(SliceSize.MAX_ELEMENTS);
    }

    @Test
    void shouldLookAroundSoonWhereTheNextElementsMayBeDearer() {
        SliceSize slice = SliceSize.ofCalls(14);
        for (int i = 0; i < 20; i++) {
            slice.measured(slice.elements(), 0);
        }
        assertThat(slice.elements()).isEqualTo(SliceSize.MAX_CALLS);
        SliceSize ofMany = SliceSize.ofCalls(4_097);
        for (int i = 0; i < 20; i++) {
            ofMany.measured(ofMany.elements(), 0);
        }
        assertThat(ofMany.elements()).isEqualTo(16 * 4_097);
    }
}
