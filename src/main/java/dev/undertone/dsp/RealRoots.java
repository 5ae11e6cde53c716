package dev.undertone.dsp;

/**
 * The roots of a polynomial c_0 + c_1 x + .. + c_m x^m that are all real and all lie in [-1, 1].
 *
 * <p>The roots of the derivative then lie between those of the polynomial (Rolle), so each interval between two of them
 * holds just one root. From the last derivative but one, a line, upwards each derivative's roots are found within the
 * intervals of the one before, by Newton's steps that bisect where they would leave the bracket (Press et al., Numerical
 * Recipes, 3rd ed. 2007, section 9.4). No root is missed however close two of them lie, as a search on a grid would.
 * Where rounding hides the change of sign, a double root in effect, the end with the smaller magnitude is the root.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
final class RealRoots {

    private static final int MAX_STEPS = 100;
    private static final double TOLERANCE = 1e-15;

    private final int degree;
    private final double[] derivative;
    private final double[] edges;
    private final double[] roots;

    /** For polynomials of one degree m, positive. */
    RealRoots(int degree) {
        this.degree = degree;
        derivative = new double[degree + 1];
        edges = new double[degree + 1];
        roots = new double[degree];
    }

    /**
     * Finds all roots.
     *
     * @param coefficients c_0 .. c_m
     * @param found receives m roots, ascending
     */
    void find(double[] coefficients, double[] found) {
        for (int k = 1; k <= degree; k++) {
            differentiate(coefficients, degree - k);
            edges[0] = -1;
            System.arraycopy(roots, 0, edges, 1, k - 1);
            edges[k] = 1;
            for (int i = 0; i < k; i++) {
                roots[i] = rootBetween(edges[i], edges[i + 1], k);
            }
        }
        System.arraycopy(roots, 0, found, 0, degree);
    }

    /** The derivative of some order: the coefficient of x^i is c_{i+order} (i+order)! / i!. */
    private void differentiate(double[] coefficients, int order) {
        for (int i = 0; i + order <= degree; i++) {
            double factor = 1;
            for (int j = i + 1; j <= i + order; j++) {
                factor *= j;
            }
            derivative[i] = coefficients[i + order] * factor;
        }
    }

    private double rootBetween(double from, double to, int terms) {
        double atFrom = value(from, terms);
        double atTo = value(to, terms);
        if (atFrom * atTo >= 0) {
            return Math.abs(atFrom) <= Math.abs(atTo) ? from : to;
        }
        double negative = atFrom < 0 ? from : to;
        double positive = atFrom < 0 ? to : from;
        double x = (from + to) / 2;
        for (int step = 0; step < MAX_STEPS; step++) {
            double value = value(x, terms);
            if (value < 0) {
                negative = x;
            } else {
                positive = x;
            }
            double next = x - value / slope(x, terms);
            // False for NaN, which a slope of 0 beside a value of 0 gives.
            boolean inside =
                    next > Math.min(negative, positive) && next < Math.max(negative, positive);
            next = inside ? next : (negative + positive) / 2;
            if (Math.abs(next - x) <= TOLERANCE) {
                return next;
            }
            x = next;
        }
        return x;
    }

    private double value(double x, int terms) {
        double sum = derivative[terms];
        for (int i = terms - 1; i >= 0; i--) {
            sum = sum * x + derivative[i];
        }
        return sum;
    }

    private double slope(double x, int terms) {
        double sum = terms * derivative[terms];
        for (int i = terms - 1; i >= 1; i--) {
            sum = sum * x + i * derivative[i];
        }
        return sum;
    }
}
