package dev.undertone.normalization;

import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.LevelGate;

/**
 * The utterance step, the only one that needs all frames: level gate, then z-normalisation per column. Not causal:
 * what a frame becomes depends on the whole utterance.
 */
public final class UtteranceNormalizer {

    private static final double CONSTANT_SHARE = 1e-6;

    private UtteranceNormalizer() {}

    /**
     * Gates and normalises a raw matrix into a new one: {@code zNormalize(gate(raw))}.
     *
     * @param raw any number of frames
     * @return same shape, finite
     */
    public static FeatureMatrix normalize(FeatureMatrix raw) {
        return zNormalize(gate(raw));
    }

    /**
     * Takes the voice out of the frames that are not active by the {@link LevelGate}: they get harmonic ratio and pitch 0,
     * as what hum and codec noise leave in pauses is no voice.
     *
     * @param raw any number of frames; left as it is
     * @return same shape; a frame is voiced where its pitch is above 0
     */
    public static FeatureMatrix gate(FeatureMatrix raw) {
        float[] values = raw.values().clone();
        boolean[] active = LevelGate.active(raw.peaks());
        int columns = raw.layout().columns();
        int harmonicRatio = raw.layout().column("harmonic_ratio");
        int pitch = raw.layout().column("pitch");
        for (int t = 0; t < active.length; t++) {
            if (!active[t]) {
                values[t * columns + harmonicRatio] = 0;
                values[t * columns + pitch] = 0;
            }
        }
        return new FeatureMatrix(raw.layout(), values, raw.peaks().clone());
    }

    /**
     * Brings every column to mean 0 and deviation 1 over the utterance: (v - mean) / sd, with the population standard
     * deviation. A column with sd &lt;= 1e-6 max |v| is taken as constant and becomes 0; the bound is relative, so that
     * quiet speech keeps its energy column. A column that holds a NaN or an infinity becomes 0 as well.
     *
     * @param matrix any number of frames, of any columns; left as it is; one frame alone gives zeros
     * @return same shape, finite, each value at most sqrt(frames) in magnitude
     */
    public static FeatureMatrix zNormalize(FeatureMatrix matrix) {
        int columns = matrix.layout().columns();
        double[] means = means(matrix, columns);
        double[] scales = scales(matrix, means);
        float[] source = matrix.values();
        float[] values = new float[source.length];
        for (int t = 0; t < matrix.frames(); t++) {
            int row = t * columns;
            for (int c = 0; c < columns; c++) {
                boolean constant = scales[c] == 0;
                values[row + c] = constant ? 0 : (float) ((source[row + c] - means[c]) * scales[c]);
            }
        }
        return new FeatureMatrix(matrix.layout(), values, matrix.peaks().clone());
    }

    private static double[] means(FeatureMatrix matrix, int columns) {
        double[] means = new double[columns];
        float[] values = matrix.values();
        for (int i = 0; i < values.length; i++) {
            means[i % columns] += values[i];
        }
        for (int c = 0; c < columns; c++) {
            means[c] /= matrix.frames();
        }
        return means;
    }

    /** 1 / sd of each column, and 0 where the column counts as constant or is not finite. */
    private static double[] scales(FeatureMatrix matrix, double[] means) {
        double[] squares = new double[means.length];
        double[] largest = new double[means.length];
        float[] values = matrix.values();
        for (int i = 0; i < values.length; i++) {
            int c = i % means.length;
            double distance = values[i] - means[c];
            squares[c] += distance * distance;
            largest[c] = Math.max(largest[c], Math.abs(values[i]));
        }
        double[] scales = new double[means.length];
        for (int c = 0; c < scales.length; c++) {
            double deviation = Math.sqrt(squares[c] / matrix.frames());
            // NaN fails the comparison, so that a column that is not finite counts as constant.
            scales[c] = deviation > CONSTANT_SHARE * largest[c] ? 1 / deviation : 0;
        }
        return scales;
    }
}
