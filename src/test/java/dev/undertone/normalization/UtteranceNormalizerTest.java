package dev.undertone.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtteranceNormalizerTest {

    private static final FeatureLayout LAYOUT =
            new FeatureLayout(
                    "three", 1, 16_000, 400, 160, List.of("energy", "harmonic_ratio", "pitch"));

    private static FeatureMatrix matrix(float[] values, float... peaks) {
        return new FeatureMatrix(LAYOUT, values, peaks);
    }

    private static float[] column(FeatureMatrix matrix, int column) {
        float[] values = new float[matrix.frames()];
        for (int t = 0; t < values.length; t++) {
            values[t] = matrix.value(t, column);
        }
        return values;
    }

    private static FeatureMatrix ofColumn(float... values) {
        float[] rows = new float[3 * values.length];
        for (int t = 0; t < values.length; t++) {
            rows[3 * t] = values[t];
        }
        return matrix(rows, new float[values.length]);
    }

    @Test
    void gate_quietFrames_loseTheirVoiceOnly() {
        float[] values = {7, 0.9f, 100, 8, 0.8f, 200, 9, 0.7f, 300};
        FeatureMatrix raw = matrix(values.clone(), 1, 0.0299f, 0.0301f);
        FeatureMatrix gated = UtteranceNormalizer.gate(raw);
        assertThat(gated.values()).containsExactly(7, 0.9f, 100, 8, 0, 0, 9, 0.7f, 300);
        assertThat(gated.peaks()).containsExactly(1, 0.0299f, 0.0301f);
        assertThat(gated.layout()).isEqualTo(LAYOUT);
        assertThat(raw.values()).containsExactly(values);
    }

    @Test
    void gate_nothingAboveOneMillionth_silencesAll() {
        FeatureMatrix gated =
                UtteranceNormalizer.gate(matrix(new float[] {1, 0.9f, 100, 1, 0.9f, 90}, 9e-7f, 0));
        assertThat(column(gated, 1)).containsOnly(0f);
        assertThat(column(gated, 2)).containsOnly(0f);
    }

    @Test
    void zNormalize_fourFrames_hasKnownValues() {
        // Mean 5, population variance (9 + 1 + 1 + 9) / 4 = 5.
        FeatureMatrix normalized = UtteranceNormalizer.zNormalize(ofColumn(2, 4, 6, 8));
        float unit = (float) (1 / Math.sqrt(5));
        assertThat(column(normalized, 0))
                .containsExactly(new float[] {-3 * unit, -unit, unit, 3 * unit}, within(1e-6f));
        assertThat(column(normalized, 1)).containsOnly(0f);
    }

    @Test
    void zNormalize_randomColumn_hasMeanZeroAndDeviationOne() {
        Random random = new Random(17);
        float[] values = new float[1000];
        for (int t = 0; t < values.length; t++) {
            values[t] = (float) (300 + 0.5 * random.nextGaussian());
        }
        float[] normalized = column(UtteranceNormalizer.zNormalize(ofColumn(values)), 0);
        double sum = 0;
        double squares = 0;
        for (float value : normalized) {
            sum += value;
            squares += value * value;
        }
        assertThat(sum / 1000).isCloseTo(0, within(1e-6));
        assertThat(squares / 1000).isCloseTo(1, within(1e-6));
    }

    @Test
    void zNormalize_otherGainAndOffset_isTheSame() {
        float[] plain = column(UtteranceNormalizer.zNormalize(ofColumn(1, 2, 4, 8)), 0);
        float[] quiet =
                column(UtteranceNormalizer.zNormalize(ofColumn(1e-9f, 2e-9f, 4e-9f, 8e-9f)), 0);
        float[] lifted = column(UtteranceNormalizer.zNormalize(ofColumn(11, 12, 14, 18)), 0);
        assertThat(quiet).containsExactly(plain, within(1e-6f));
        assertThat(lifted).containsExactly(plain, within(1e-6f));
    }

    @Test
    void zNormalize_oneFrame_isZero() {
        assertThat(UtteranceNormalizer.zNormalize(ofColumn(5)).values()).containsOnly(0f);
    }

    @Test
    void zNormalize_noFrame_hasNoFrame() {
        assertThat(UtteranceNormalizer.normalize(ofColumn()).frames()).isZero();
    }

    @Test
    void zNormalize_spreadAroundTheBound_isConstantBelowIt() {
        // Deviations of 0.95e-6 and 1.07e-6 of the largest value: 16 and 18 steps of a float at 1.
        float step = Math.ulp(1f);
        FeatureMatrix below = ofColumn(1, 1 + 16 * step);
        FeatureMatrix above = ofColumn(1, 1 + 18 * step);
        assertThat(column(UtteranceNormalizer.zNormalize(below), 0)).containsOnly(0f);
        assertThat(column(UtteranceNormalizer.zNormalize(above), 0)).containsExactly(-1f, 1f);
    }

    @Test
    void zNormalize_columnThatIsNotFinite_isZeroAndLeavesTheOthers() {
        float[] values = {
            Float.NaN, 1, Float.MAX_VALUE, 2, 3, -Float.MAX_VALUE, 3, Float.POSITIVE_INFINITY, 0
        };
        FeatureMatrix normalized = UtteranceNormalizer.zNormalize(matrix(values, 1, 1, 1));
        assertThat(column(normalized, 0)).containsOnly(0f);
        assertThat(column(normalized, 1)).containsOnly(0f);
        float side = (float) Math.sqrt(1.5);
        assertThat(column(normalized, 2))
                .containsExactly(new float[] {side, -side, 0}, within(1e-6f));
    }

    @Test
    void normalize_rawMatrix_gatesFirst() {
        FeatureMatrix raw = matrix(new float[] {0, 1, 100, 0, 1, 100}, 1, 0.01f);
        // Without the gate both columns would be constant.
        assertThat(column(UtteranceNormalizer.normalize(raw), 2)).containsExactly(1f, -1f);
        assertThat(column(UtteranceNormalizer.zNormalize(raw), 2)).containsExactly(0f, 0f);
    }
}
