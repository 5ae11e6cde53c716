package dev.undertone.training;

/**
 * One cosine rise of the learning rate and one cosine fall (L. N. Smith, N. Topin, "Super-convergence", 2019).
 *
 * <p>Step s of S, warm-up of W = w S steps: from peak/10 up to peak at s = W, then down to peak/1000 at s = S - 1.
 */
public final class OneCycleSchedule {

    private static final double START_DIVISOR = 10;
    private static final double END_DIVISOR = 1000;

    private final double peak;
    private final double warmUpSteps;
    private final int steps;

    /**
     * Plans the whole run.
     *
     * @param peak highest learning rate
     * @param warmUp share of the steps that rise, in (0, 1)
     * @param steps in the whole run
     */
    public OneCycleSchedule(double peak, double warmUp, int steps) {
        this.peak = peak;
        this.warmUpSteps = Math.max(1, warmUp * steps);
        this.steps = steps;
    }

    /** The rate of one step, 0-based. */
    public float learningRate(int step) {
        if (step < warmUpSteps) {
            return (float) between(peak / START_DIVISOR, peak, step / warmUpSteps);
        }
        double fall = Math.max(1, steps - 1 - warmUpSteps);
        return (float) between(peak, peak / END_DIVISOR, Math.min(1, (step - warmUpSteps) / fall));
    }

    private static double between(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
