package dev.undertone.training.degradation;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/** Linear convolution by Fourier transforms. */
final class Convolution {

    private Convolution() {}

    /**
     * y[n] = sum_m h[m] x[n - m + delay] for n = 0 .. N - 1, x being 0 outside.
     *
     * @param samples x, N values
     * @param response h
     * @param delay samples by which the result is moved to the front: 0 for an echo, the middle tap for a symmetric
     *     filter
     */
    static float[] apply(float[] samples, double[] response, int delay) {
        int size = Integer.highestOneBit(Math.max(1, samples.length + response.length - 1)) << 1;
        double[][] x = new double[2][size];
        for (int n = 0; n < samples.length; n++) {
            x[0][n] = samples[n];
        }
        double[][] h = new double[2][size];
        System.arraycopy(response, 0, h[0], 0, response.length);
        FastFourierTransformer.transformInPlace(
                x, DftNormalization.STANDARD, TransformType.FORWARD);
        FastFourierTransformer.transformInPlace(
                h, DftNormalization.STANDARD, TransformType.FORWARD);
        for (int k = 0; k < size; k++) {
            double re = x[0][k] * h[0][k] - x[1][k] * h[1][k];
            x[1][k] = x[0][k] * h[1][k] + x[1][k] * h[0][k];
            x[0][k] = re;
        }
        FastFourierTransformer.transformInPlace(
                x, DftNormalization.STANDARD, TransformType.INVERSE);
        float[] result = new float[samples.length];
        for (int n = 0; n < result.length; n++) {
            result[n] = (float) x[0][n + delay];
        }
        return result;
    }
}
