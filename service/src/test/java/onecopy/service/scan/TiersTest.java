package onecopy.service.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TiersTest {
    private static final long MILLISECOND = 1_000_000;
    private static final double SCALAR_NS = 3;

    private Tiers tiers = new Tiers(Tiers.SCALAR_FIRST_NS);
    private long scalarNs;
    private long vectorNs;

    /** Scans a piece as the tiers want it, with vectors that take so long for an element. */
    private boolean scanPiece(double vectorElementNs) {
        boolean trial = tiers.wantsTrial();
        long elements = tiers.pieceElements(trial);
        long ns = (long) (elements * (trial ? vectorElementNs : SCALAR_NS));
        tiers.worked(trial, elements, ns);
        if (trial) {
            vectorNs += ns;
        } else {
            scalarNs += ns;
        }
        return trial;
    }

    @Test
    void shouldNotLoadTheCodeOfVectorsForAShortScan() {
        while (scalarNs < Tiers.SCALAR_FIRST_NS) {
            assertThat(scanPiece(Double.NaN)).isFalse();
        }
    }

    @Test
    void shouldSettleWithinMillisecondsWhereVectorsAreCompiledAlready() {
        tiers = new Tiers(0);
        while (!tiers.isSettled()) {
            boolean _ = scanPiece(0.1);
            assertThat(scalarNs + vectorNs).isLessThan(5 * MILLISECOND);
        }
    }

    @Test
    void shouldGiveSlowVectorsAPartOfTheTimeAndNotSettle() {
        while (scalarNs < 1_000 * MILLISECOND) {
            boolean _ = scanPiece(500);
        }
        assertThat(vectorNs).isBetween(350 * MILLISECOND, 450 * MILLISECOND);
        assertThat(tiers.isSettled()).isFalse();
    }

    @Test
    void shouldSettleAsSoonAsVectorsAreFaster() {
        while (vectorNs < 100 * MILLISECOND) {
            boolean _ = scanPiece(100);
        }
        while (!scanPiece(2)) {
            assertThat(tiers.isSettled()).isFalse();
        }
        assertThat(tiers.isSettled()).isTrue();
    }

    @Test
    void shouldNotTakeTwoCodesThatAreBothInterpretedForAComparison() {
        tiers.worked(false, 1 << 11, 3 * MILLISECOND);
        tiers.worked(true, 1 << 11, 2 * MILLISECOND);
        assertThat(tiers.isSettled()).isFalse();
    }

    @Test
    void shouldLearnNothingFromPiecesThatVectorsLeaveToScalarCode() {
        tiers.worked(false, 1 << 20, 100 * MILLISECOND);
        tiers.worked(true, (1 << 11) - 1, 1);
        tiers.worked(true, 0, 0);
        assertThat(tiers.isSettled()).isFalse();
    }

    @Test
    void shouldSettleInARehearsalOnNothingButCompiledCode() {
        tiers.rehearsed(1 << 15, 10 * MILLISECOND);
        assertThat(tiers.isSettled()).isFalse();
        tiers.rehearsed(1 << 15, 20_000);
        assertThat(tiers.isSettled()).isTrue();
    }

    @Test
    void shouldNotCountARehearsalAsTrials() {
        tiers.rehearsed(1 << 20, 10_000 * MILLISECOND);
        while (!tiers.wantsTrial()) {
            assertThat(scanPiece(0.1)).isFalse();
            assertThat(scalarNs).isLessThan(2 * Tiers.SCALAR_FIRST_NS);
        }
        assertThat(scanPiece(0.1)).isTrue();
        assertThat(tiers.isSettled()).isTrue();
    }
}
