package dev.undertone.dsp;

import java.util.Arrays;

/**
 * The line spectral pairs of a linear predictor (F. Itakura, J. Acoust. Soc. Am. 57, 1975): the angles of the roots of
 *
 * <pre>P(z) = A(z) + z^-(p+1) A(1/z),   Q(z) = A(z) - z^-(p+1) A(1/z)</pre>
 *
 * <p>which lie on the unit circle and alternate where the roots of A lie within it. For even p, P has one more root at
 * z = -1 and Q at z = 1. Divided by it, both are symmetric, and at z = exp(j w) a phase times a polynomial of degree p/2
 * in x = cos w (P. Kabal and R. P. Ramachandran, IEEE Trans. ASSP 34(6), 1986):
 *
 * <pre>2 sum_{i=0}^{p/2-1} g_i cos((p/2 - i) w) + g_{p/2},   cos(n w) = T_n(x)</pre>
 *
 * <p>Unlike there the roots are not searched on a grid but between the roots of the derivative: all of them are real, and
 * none can be missed.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
public final class LineSpectralPairs {

    private final int order;
    private final int half;
    private final double[][] chebyshev;
    private final double[] symmetric;
    private final double[] polynomial;
    private final double[] roots;
    private final RealRoots realRoots;

    /**
     * For predictors of one order.
     *
     * @param order p, positive and even
     * @throws IllegalArgumentException if the order is not positive and even
     */
    public LineSpectralPairs(int order) {
        if (order < 2 || order % 2 != 0) {
            throw new IllegalArgumentException("expected a positive even order but got " + order);
        }
        this.order = order;
        half = order / 2;
        chebyshev = chebyshevPolynomials(half);
        symmetric = new double[half + 1];
        polynomial = new double[half + 1];
        roots = new double[half];
        realRoots = new RealRoots(half);
    }

    /** T_0 .. T_m by T_n = 2 x T_{n-1} - T_{n-2}; row n holds the coefficients of x^0 .. x^n. */
    private static double[][] chebyshevPolynomials(int m) {
        double[][] rows = new double[m + 1][m + 1];
        rows[0][0] = 1;
        rows[1][1] = 1;
        for (int n = 2; n <= m; n++) {
            for (int i = 0; i <= n; i++) {
                double shifted = i == 0 ? 0 : 2 * rows[n - 1][i - 1];
                rows[n][i] = shifted - rows[n - 2][i];
            }
        }
        return rows;
    }

    /**
     * The frequencies of one predictor.
     *
     * @param predictor 1, a_1 .. a_p, of {@link LevinsonDurbin}
     * @param frequencies receives p angles in radians, ascending, in (0, pi) but for rounding
     */
    public void compute(double[] predictor, double[] frequencies) {
        findRoots(predictor, 1, frequencies, 0);
        findRoots(predictor, -1, frequencies, half);
        Arrays.sort(frequencies, 0, order);
    }

    /**
     * The roots of P (sign 1) or Q (sign -1). Its coefficients are c_i = a_i + sign a_{p+1-i}; dividing by 1 + sign z^-1
     * gives g_i = c_i - sign g_{i-1}.
     */
    private void findRoots(double[] predictor, int sign, double[] frequencies, int offset) {
        symmetric[0] = 1;
        for (int i = 1; i <= half; i++) {
            double coefficient = predictor[i] + sign * predictor[order + 1 - i];
            symmetric[i] = coefficient - sign * symmetric[i - 1];
        }
        Arrays.fill(polynomial, 0);
        for (int i = 0; i <= half; i++) {
            double weight = i == half ? symmetric[i] : 2 * symmetric[i];
            double[] row = chebyshev[half - i];
            for (int k = 0; k <= half - i; k++) {
                polynomial[k] += weight * row[k];
            }
        }
        realRoots.find(polynomial, roots);
        for (int i = 0; i < half; i++) {
            frequencies[offset + i] = Math.acos(roots[i]);
        }
    }
}
