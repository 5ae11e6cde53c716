package dev.undertone.dsp;

import java.util.Random;

/**
 * Periodic noise with a given level in each band of frequency: a sum of cosines at all multiples of R / N within the bands,
 * equally strong within a band, each with a random phase. With that many of them it is as good as Gaussian.
 */
public final class BandNoise {

    private BandNoise() {}

    /**
     * One period.
     *
     * @param period N samples, a power of two, at least 2
     * @param sampleRateHz R
     * @param edgesHz where the bands begin, ascending, and where the last one ends, at most R / 2; one more than levels
     * @param decibels the mean square of each band is 10^(decibels / 10)
     * @param seed of the phases
     * @return N samples without a mean
     * @throws IllegalArgumentException if the period is no such power, or a band lies between two multiples of R / N
     */
    public static double[] period(
            int period, int sampleRateHz, double[] edgesHz, double[] decibels, long seed) {
        ComplexFft fft = new ComplexFft(period);
        double[] re = new double[period];
        double[] im = new double[period];
        Random random = new Random(seed);
        for (int band = 0; band < decibels.length; band++) {
            int first = Math.max(1, bin(edgesHz[band], period, sampleRateHz));
            int end = Math.min(period / 2, bin(edgesHz[band + 1], period, sampleRateHz));
            if (first >= end) {
                throw new IllegalArgumentException(
                        "expected wider bands than the one from %s to %s Hz"
                                .formatted(edgesHz[band], edgesHz[band + 1]));
            }
            double amplitude = Math.sqrt(2 * Math.pow(10, decibels[band] / 10) / (end - first));
            for (int k = first; k < end; k++) {
                double phase = 2 * Math.PI * random.nextDouble();
                re[k] = amplitude * Math.cos(phase);
                im[k] = amplitude * Math.sin(phase);
            }
        }
        fft.forward(re, im);
        return re;
    }

    /** The first multiple of R / N that is not below a frequency. */
    private static int bin(double frequencyHz, int period, int sampleRateHz) {
        return (int) Math.ceil(frequencyHz * period / sampleRateHz);
    }
}
