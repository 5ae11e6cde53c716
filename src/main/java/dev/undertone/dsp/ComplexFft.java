package dev.undertone.dsp;

/**
 * The complex discrete Fourier transform in double precision, Z[k] = sum_n z[n] exp(-2 pi i k n / N).
 *
 * <p>Stockham's self-sorting form (Cochran et al., Proc. IEEE 55(10), 1967) in steps of radix 4, and a last one of
 * radix 2 where N is no power of four: each step reads one pair of arrays and writes the other, so that the result comes
 * out in order and no step permutes in place.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
final class ComplexFft {

    private final int size;
    private final double[] cosines;
    private final double[] sines;
    private final double[] scratchRe;
    private final double[] scratchIm;

    /**
     * A transform of one size.
     *
     * @param size points N, a power of two, at least 2
     * @throws IllegalArgumentException if the size is no such power
     */
    ComplexFft(int size) {
        if (size < 2 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "expected a power of two of at least 2 but got " + size);
        }
        this.size = size;
        cosines = new double[size];
        sines = new double[size];
        for (int k = 0; k < size; k++) {
            cosines[k] = Math.cos(2 * Math.PI * k / size);
            sines[k] = Math.sin(2 * Math.PI * k / size);
        }
        scratchRe = new double[size];
        scratchIm = new double[size];
    }

    /** Transforms in place: N real and N imaginary parts. */
    void forward(double[] re, double[] im) {
        int stride = 1;
        boolean inScratch = false;
        for (; 4 * stride <= size; stride *= 4) {
            if (inScratch) {
                stepOfFour(stride, scratchRe, scratchIm, re, im);
            } else {
                stepOfFour(stride, re, im, scratchRe, scratchIm);
            }
            inScratch = !inScratch;
        }
        if (inScratch) {
            System.arraycopy(scratchRe, 0, re, 0, size);
            System.arraycopy(scratchIm, 0, im, 0, size);
        }
        if (stride < size) {
            lastStepOfTwo(re, im);
        }
    }

    /**
     * One radix-4 step. Its quadruples a, b, c, d lie a quarter of the length apart; their four results lie {@code
     * stride} apart and are turned by the angles 0, 1, 2 and 3 times 2 pi (a - q) / N, q = a mod stride.
     */
    private void stepOfFour(int stride, double[] xRe, double[] xIm, double[] yRe, double[] yIm) {
        int quarter = size / 4;
        for (int a = 0; a < quarter; a++) {
            int b = a + quarter;
            int c = b + quarter;
            int d = c + quarter;
            double sumAcRe = xRe[a] + xRe[c];
            double sumAcIm = xIm[a] + xIm[c];
            double sumBdRe = xRe[b] + xRe[d];
            double sumBdIm = xIm[b] + xIm[d];
            double diffAcRe = xRe[a] - xRe[c];
            double diffAcIm = xIm[a] - xIm[c];
            double diffBdRe = xRe[b] - xRe[d];
            double diffBdIm = xIm[b] - xIm[d];
            int angle = a & -stride;
            int out = a + 3 * angle;
            yRe[out] = sumAcRe + sumBdRe;
            yIm[out] = sumAcIm + sumBdIm;
            double cos = cosines[angle];
            double sin = sines[angle];
            double re = diffAcRe + diffBdIm;
            double im = diffAcIm - diffBdRe;
            yRe[out + stride] = re * cos + im * sin;
            yIm[out + stride] = im * cos - re * sin;
            cos = cosines[2 * angle];
            sin = sines[2 * angle];
            re = sumAcRe - sumBdRe;
            im = sumAcIm - sumBdIm;
            yRe[out + 2 * stride] = re * cos + im * sin;
            yIm[out + 2 * stride] = im * cos - re * sin;
            cos = cosines[3 * angle];
            sin = sines[3 * angle];
            re = diffAcRe - diffBdIm;
            im = diffAcIm + diffBdRe;
            yRe[out + 3 * stride] = re * cos + im * sin;
            yIm[out + 3 * stride] = im * cos - re * sin;
        }
    }

    /** The step that an odd power of two ends with: sums and differences of the two halves. */
    private void lastStepOfTwo(double[] re, double[] im) {
        int half = size / 2;
        for (int a = 0; a < half; a++) {
            double differenceRe = re[a] - re[a + half];
            double differenceIm = im[a] - im[a + half];
            re[a] += re[a + half];
            im[a] += im[a + half];
            re[a + half] = differenceRe;
            im[a + half] = differenceIm;
        }
    }
}
