package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMatrixTest {

    private static final FeatureLayout TWO =
            new FeatureLayout("two", 1, 16_000, 400, 160, List.of("a", "b"));

    @Test
    void value_ofFrameAndColumn_isRowMajor() {
        FeatureMatrix matrix = new FeatureMatrix(TWO, new float[] {1, 2, 3, 4, 5, 6}, new float[3]);
        assertThat(matrix.layout()).isEqualTo(TWO);
        assertThat(matrix.frames()).isEqualTo(3);
        assertThat(matrix.value(2, 0)).isEqualTo(5);
        assertThat(matrix.value(1, 1)).isEqualTo(4);
    }

    @Test
    void construct_valuesOfAnotherNumberOfFrames_isRefused() {
        assertThatThrownBy(() -> new FeatureMatrix(TWO, new float[5], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 6 values for 3 frames but got 5");
    }
}
