package dev.undertone.dsp;

/**
 * The first coefficients of the orthonormal DCT-II (Ahmed, Natarajan and Rao, IEEE Trans. Computers, 1974):
 *
 * <pre>c[k] = s_k sum_n v[n] cos(pi k (n + 1/2) / N),  s_0 = sqrt(1/N),  s_k = sqrt(2/N)</pre>
 */
public final class Dct {

    private final double[][] basis;

    /**
     * A transform of one size.
     *
     * @param inputs N, positive
     * @param coefficients how many of the N coefficients to compute, 1 to N
     * @throws IllegalArgumentException if there are not 1 to N coefficients
     */
    public Dct(int inputs, int coefficients) {
        if (coefficients < 1 || coefficients > inputs) {
            throw new IllegalArgumentException(
                    "expected 1 to %d coefficients but got %d".formatted(inputs, coefficients));
        }
        basis = new double[coefficients][inputs];
        for (int k = 0; k < coefficients; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / inputs);
            for (int n = 0; n < inputs; n++) {
                basis[k][n] = scale * Math.cos(Math.PI * k * (n + 0.5) / inputs);
            }
        }
    }

    /**
     * Transforms one vector.
     *
     * @param values v, N values
     * @param coefficients receives c, as many as were asked for
     */
    public void apply(double[] values, double[] coefficients) {
        for (int k = 0; k < basis.length; k++) {
            double[] row = basis[k];
            double sum = 0;
            for (int n = 0; n < row.length; n++) {
                sum += row[n] * values[n];
            }
            coefficients[k] = sum;
        }
    }
}
