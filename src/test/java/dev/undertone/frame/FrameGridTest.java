package dev.undertone.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameGridTest {

    private static final FrameGrid GRID = new FrameGrid(400, 160, 640);

    @ParameterizedTest
    @CsvSource({"0, 0", "399, 0", "400, 1", "559, 1", "560, 2", "16000, 98", "71660, 446"})
    void frameCount_ofSamples_countsWholeFrames(long samples, int frames) {
        assertThat(GRID.frameCount(samples)).isEqualTo(frames);
    }

    @Test
    void frameCount_moreThanAnIntHolds_isRefused() {
        assertThatThrownBy(() -> GRID.frameCount(Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void neighbourhood_ofFrame_isCentredOnIt() {
        assertThat(GRID.marginSamples()).isEqualTo(120);
        assertThat(GRID.neighbourhoodStart(0)).isEqualTo(-120);
        assertThat(GRID.neighbourhoodStart(10)).isEqualTo(1480);
        assertThat(GRID.samplesUntil(10)).isEqualTo(160 * 10 + 519 + 1);
    }

    @ParameterizedTest
    @CsvSource({"0, 160, 640", "400, 0, 640", "400, 160, 399", "400, 160, 401", "400, -1, 640"})
    void construct_impossibleGrid_isRefused(int frame, int hop, int neighbourhood) {
        assertThatThrownBy(() -> new FrameGrid(frame, hop, neighbourhood))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a ");
    }
}
