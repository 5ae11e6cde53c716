package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.frame.FrameGrid;
import org.junit.jupiter.api.Test;

class FeatureLayoutTest {

    private static final FeatureLayout LAYOUT = FeatureLayout.PAPER_36;

    @Test
    void paper36_columns_standWhereTheModelExpectsThem() {
        assertThat(LAYOUT.columns()).isEqualTo(36);
        assertThat(LAYOUT.names()).doesNotHaveDuplicates();
        assertThat(LAYOUT.column("mfcc_0")).isZero();
        assertThat(LAYOUT.column("zero_crossing_rate")).isEqualTo(13);
        assertThat(LAYOUT.column("chroma_gs")).isEqualTo(32);
        assertThat(LAYOUT.column("pitch")).isEqualTo(35);
    }

    @Test
    void column_unknownName_isRefused() {
        assertThatThrownBy(() -> LAYOUT.column("loudness"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a column of paper-36 but got loudness");
    }

    @Test
    void frameCount_ofSamples_countsWholeFrames() {
        assertThat(LAYOUT.frameCount(399)).isZero();
        assertThat(LAYOUT.frameCount(71_660)).isEqualTo(446);
    }

    @Test
    void grid_ofPaper36_hasANeighbourhoodOf40Milliseconds() {
        assertThat(LAYOUT.grid()).isEqualTo(new FrameGrid(400, 160, 640));
        assertThat(LAYOUT.frameSeconds()).isEqualTo(0.025);
        assertThat(LAYOUT.hopSeconds()).isEqualTo(0.01);
    }
}
