package dev.undertone.feature.functional;

import dev.undertone.dsp.LevinsonDurbin;
import dev.undertone.dsp.LineSpectralPairs;
import dev.undertone.dsp.PreEmphasis;
import dev.undertone.dsp.Sums;
import dev.undertone.dsp.WindowFunction;

/**
 * The descriptors lspFreq[0..7]: the line spectral pairs, see {@link LineSpectralPairs}, of a linear predictor of order
 * 8, see {@link LevinsonDurbin}, over a frame with pre-emphasis 0.97 and a Hamming window. At 11 kHz each pair of
 * coefficients has a formant to follow, some 1100 Hz apart.
 *
 * <p>In radians, ascending, in (0, pi). All 0 where the emphasised and windowed frame has an energy, the sum of its
 * squares, below 1e-10.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
final class SpectralLines {

    /** How many values a frame has. */
    static final int COUNT = 8;

    private static final double PRE_EMPHASIS = 0.97;
    private static final double SILENT_ENERGY = 1e-10;

    private final double[] window;
    private final double[] emphasised;
    private final double[] autocorrelation = new double[COUNT + 1];
    private final double[] predictor = new double[COUNT + 1];
    private final double[] frequencies = new double[COUNT];
    private final LevinsonDurbin levinsonDurbin = new LevinsonDurbin(COUNT);
    private final LineSpectralPairs pairs = new LineSpectralPairs(COUNT);

    SpectralLines(int frameLengthSamples) {
        window = WindowFunction.hamming(frameLengthSamples);
        emphasised = new double[frameLengthSamples];
    }

    /**
     * Computes one frame.
     *
     * @param samples at 11 kHz
     * @param contours of all descriptors
     * @param first which of them is lspFreq[0]
     * @param frame whose value is set
     */
    void compute(double[] samples, double[][] contours, int first, int frame) {
        PreEmphasis.apply(samples, PRE_EMPHASIS, emphasised);
        for (int n = 0; n < window.length; n++) {
            emphasised[n] *= window[n];
        }
        for (int lag = 0; lag <= COUNT; lag++) {
            int terms = emphasised.length - lag;
            autocorrelation[lag] = Sums.ofProducts(emphasised, 0, emphasised, lag, terms);
        }
        if (autocorrelation[0] < SILENT_ENERGY) {
            return;
        }
        levinsonDurbin.solve(autocorrelation, predictor);
        pairs.compute(predictor, frequencies);
        for (int i = 0; i < COUNT; i++) {
            contours[first + i][frame] = frequencies[i];
        }
    }
}
