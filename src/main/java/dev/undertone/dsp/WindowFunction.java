package dev.undertone.dsp;

/** Tapers that a frame is multiplied with before its spectrum is taken. */
public final class WindowFunction {

    private WindowFunction() {}

    /**
     * The symmetric Hamming window, w[n] = 0.54 - 0.46 cos(2 pi n / (N - 1)), n = 0 .. N-1 (R. W. Hamming; Harris, Proc.
     * IEEE 66(1), 1978, with the rounded coefficients).
     *
     * @param length N, at least 2
     * @return N weights in [0.08, 1]
     * @throws IllegalArgumentException if the length is below 2
     */
    public static double[] hamming(int length) {
        if (length < 2) {
            throw new IllegalArgumentException("expected a length of at least 2 but got " + length);
        }
        double[] window = new double[length];
        for (int n = 0; n < length; n++) {
            window[n] = 0.54 - 0.46 * Math.cos(2 * Math.PI * n / (length - 1));
        }
        return window;
    }
}
