package dev.undertone.dsp;

/** Transforms by their definitions, slow and plain: what the fast ones are compared with. */
final class Definitions {

    private Definitions() {}

    /** sum_n z[n] exp(-2 pi i k n / N): the real part, and the imaginary part. */
    static double[] dftBin(double[] re, double[] im, int k) {
        double sumRe = 0;
        double sumIm = 0;
        int size = re.length;
        for (int n = 0; n < size; n++) {
            double angle = -2 * Math.PI * ((long) k * n % size) / size;
            sumRe += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
            sumIm += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
        }
        return new double[] {sumRe, sumIm};
    }

    /** The normalised autocorrelation of one lag, every sum from scratch. */
    static double autocorrelation(double[] h, int lag) {
        double product = 0;
        double head = 0;
        double tail = 0;
        for (int n = 0; n + lag < h.length; n++) {
            product += h[n] * h[n + lag];
            head += h[n] * h[n];
            tail += h[n + lag] * h[n + lag];
        }
        return head <= 1e-12 || tail <= 1e-12 ? 0 : product / Math.sqrt(head * tail);
    }
}
