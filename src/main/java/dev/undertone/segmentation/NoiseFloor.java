package dev.undertone.segmentation;

import java.util.Arrays;

/**
 * The level of what is always there: the lowest mean power of 50 ms within the last 3 seconds (minimum statistics, R.
 * Martin, IEEE Trans. Speech and Audio Processing 9(5), 2001, without its bias correction: the decision has a margin).
 *
 * <p>50 ms even out the fluctuation of noise; no second of speech is without a dip of that length, and 3 s hold several.
 * Silence is taken to go before the recording, so that speech in its first seconds is not taken for noise.
 */
final class NoiseFloor {

    private static final int MEAN_FRAMES = 5;
    private static final int BLOCK_FRAMES = 30;
    private static final int BLOCKS = 10;

    private final double[] powers = new double[MEAN_FRAMES];
    private final double[] lowest = new double[BLOCKS];
    private double sum;
    private double lowestOfBlock = Double.POSITIVE_INFINITY;
    private int frames;

    /**
     * Takes the next frame.
     *
     * @param power its mean square
     * @return the floor as a mean square, 0 until 3 s have come
     */
    double next(double power) {
        int slot = frames % MEAN_FRAMES;
        powers[slot] = power;
        frames++;
        if (slot == MEAN_FRAMES - 1) {
            sum =
                    Arrays.stream(powers)
                            .sum(); // anew, so that no rounding is left behind by loud frames
            lowestOfBlock = Math.min(lowestOfBlock, sum / MEAN_FRAMES);
        }
        if (frames % BLOCK_FRAMES == 0) {
            lowest[frames / BLOCK_FRAMES % BLOCKS] = lowestOfBlock;
            lowestOfBlock = Double.POSITIVE_INFINITY;
        }
        return Math.min(lowestOfBlock, Arrays.stream(lowest).min().orElse(0));
    }
}
