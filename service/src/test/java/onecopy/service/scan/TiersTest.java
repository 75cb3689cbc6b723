package onecopy.service.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TiersTest {
    private static final long MILLISECOND = 1_000_000;
    private static final double SCALAR_NS = 3;

    private final Tiers tiers = new Tiers();
    private long scalarNs;
    private long vectorNs;
    private boolean loaded;

    /** Scans a piece as long as the tiers want it, with vectors that take so long for an element. */
    private boolean scanPiece(double vectorElementNs) {
        boolean vectorised = tiers.wantsVectors(loaded);
        loaded |= vectorised;
        long elements = Math.min(1 << 22, tiers.pieceElements(vectorised));
        long ns = (long) (elements * (vectorised ? vectorElementNs : SCALAR_NS));
        tiers.measured(vectorised, elements, ns);
        if (vectorised) {
            vectorNs += ns;
        } else {
            scalarNs += ns;
        }
        return vectorised;
    }

    @Test
    void shouldNotLoadTheCodeOfVectorsForAShortScan() {
        while (scalarNs < Tiers.SCALAR_FIRST_NS) {
            assertThat(scanPiece(Double.NaN)).isFalse();
        }
    }

    @Test
    void shouldTryVectorsAtOnceThatOtherPassesUse() {
        loaded = true;
        assertThat(scanPiece(0.1)).isFalse();
        assertThat(scanPiece(0.1)).isTrue();
    }

    @Test
    void shouldGiveSlowVectorsAPartOfTheTime() {
        while (scalarNs < 1_000 * MILLISECOND) {
            boolean _ = scanPiece(500);
        }
        assertThat(vectorNs).isBetween(450 * MILLISECOND, 550 * MILLISECOND);
    }

    @Test
    void shouldUseVectorsAsSoonAsTheyAreFasterAndOnlyAsLong() {
        while (vectorNs < 50 * MILLISECOND) {
            boolean _ = scanPiece(100);
        }
        while (!scanPiece(0.1)) {
            assertThat(scalarNs).isLessThan(300 * MILLISECOND);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(scanPiece(0.1)).isTrue();
        }
        assertThat(scanPiece(100)).as("its code was thrown away").isTrue();
        for (int i = 0; i < 40; i++) {
            boolean _ = scanPiece(100);
        }
        assertThat(scalarNs).as("the others go on meanwhile").isGreaterThan(170 * MILLISECOND);
        while (!scanPiece(0.1)) {
            assertThat(scalarNs).isLessThan(1_000 * MILLISECOND);
        }
        assertThat(scanPiece(0.1)).isTrue();
    }

    @Test
    void shouldBeginWithVectorsThatWereRehearsed() {
        tiers.measured(true, 1 << 20, 100_000);
        assertThat(scanPiece(0.1)).isFalse();
        assertThat(scalarNs).as("a piece to compare with").isLessThan(MILLISECOND);
        assertThat(scanPiece(0.1)).isTrue();
    }
}
