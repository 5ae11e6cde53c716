package dev.undertone.dsp;

import java.util.Arrays;

/**
 * Linear prediction by the autocorrelation method (N. Levinson, 1947; J. Durbin, 1960; J. Makhoul, Proc. IEEE 63(4),
 * 1975): the polynomial A(z) = 1 + a_1 z^-1 + .. + a_p z^-p whose output on the signal has the least energy.
 *
 * <pre>
 * E_0 = r[0];   for i = 1 .. p:
 * k_i = - ( r[i] + sum_{j=1}^{i-1} a_j r[i-j] ) / E_{i-1}
 * a_i = k_i,   a_j += k_i a_{i-j} for j = 1 .. i-1,   E_i = (1 - k_i^2) E_{i-1}
 * </pre>
 *
 * <p>With r the autocorrelation of a finite signal all |k_i| &lt; 1, so all roots of A lie within the unit circle. Where
 * rounding breaks that (a signal that fewer coefficients predict completely), the recursion ends and the remaining
 * coefficients are 0; so they are for a signal without energy.
 *
 * <p>Keeps a scratch array and allocates nothing after construction: one per thread.
 */
public final class LevinsonDurbin {

    private final int order;
    private final double[] before;

    /**
     * For one order.
     *
     * @param order p, positive
     * @throws IllegalArgumentException if the order is not positive
     */
    public LevinsonDurbin(int order) {
        if (order < 1) {
            throw new IllegalArgumentException("expected a positive order but got " + order);
        }
        this.order = order;
        before = new double[order + 1];
    }

    /**
     * Solves for the coefficients.
     *
     * @param autocorrelation r[0] .. r[p], of a finite signal, not normalised
     * @param predictor receives 1, a_1 .. a_p
     * @return E_p, the energy that is left, 0 to r[0]
     */
    public double solve(double[] autocorrelation, double[] predictor) {
        Arrays.fill(predictor, 0, order + 1, 0);
        predictor[0] = 1;
        double energy = autocorrelation[0];
        for (int i = 1; i <= order; i++) {
            double sum = 0;
            for (int j = 0; j < i; j++) {
                sum += predictor[j] * autocorrelation[i - j];
            }
            if (Math.abs(sum) >= energy) {
                return energy;
            }
            reflect(i, -sum / energy, predictor);
            energy -= sum * sum / energy;
        }
        return energy;
    }

    private void reflect(int i, double reflection, double[] predictor) {
        System.arraycopy(predictor, 0, before, 0, i);
        for (int j = 1; j < i; j++) {
            predictor[j] = before[j] + reflection * before[i - j];
        }
        predictor[i] = reflection;
    }
}
