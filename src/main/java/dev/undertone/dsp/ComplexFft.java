package dev.undertone.dsp;

/**
 * The complex discrete Fourier transform in double precision, Z[k] = sum_n z[n] exp(-2 pi i k n / N), in place
 * (Cooley and Tukey, Math. Comp., 1965).
 *
 * <p>Allocates nothing after construction; its tables are only read, so threads may share it.
 */
final class ComplexFft {

    private final int size;
    private final int[] reversed;
    private final double[] cosines;
    private final double[] sines;

    /**
     * A transform of one size.
     *
     * @param size points N, a power of two
     * @throws IllegalArgumentException if the size is no power of two
     */
    ComplexFft(int size) {
        if (Integer.bitCount(size) != 1 || size < 2) {
            throw new IllegalArgumentException("expected a power of two but got " + size);
        }
        this.size = size;
        reversed = new int[size];
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int n = 0; n < size; n++) {
            reversed[n] = Integer.reverse(n) >>> shift;
        }
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            cosines[k] = Math.cos(2 * Math.PI * k / size);
            sines[k] = -Math.sin(2 * Math.PI * k / size);
        }
    }

    /** Transforms in place: N real and N imaginary parts. */
    void forward(double[] re, double[] im) {
        permute(re);
        permute(im);
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int block = 0; block < size; block += 2 * half) {
                for (int j = 0; j < half; j++) {
                    butterfly(re, im, block + j, block + j + half, j * stride);
                }
            }
        }
    }

    private void permute(double[] values) {
        for (int n = 0; n < size; n++) {
            int other = reversed[n];
            if (n < other) {
                double kept = values[n];
                values[n] = values[other];
                values[other] = kept;
            }
        }
    }

    private void butterfly(double[] re, double[] im, int a, int b, int twiddle) {
        double c = cosines[twiddle];
        double s = sines[twiddle];
        double x = re[b] * c - im[b] * s;
        double y = re[b] * s + im[b] * c;
        re[b] = re[a] - x;
        im[b] = im[a] - y;
        re[a] += x;
        im[a] += y;
    }
}
