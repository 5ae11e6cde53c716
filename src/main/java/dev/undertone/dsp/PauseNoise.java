package dev.undertone.dsp;

/**
 * Noise like that of the pauses of CREMA-D, recorded by its actors in an ordinary room. Its level lies this far below that
 * of the speech, per band of frequency:
 *
 * <pre>
 * 0 to 100 Hz   to 300 Hz   to 1 kHz   to 3 kHz   to 8 kHz
 *      33 dB       27 dB       35 dB      46 dB      45 dB
 * </pre>
 *
 * <p>which is the median over 600 of its clips of the level that a twentieth of a clip's frames does not reach, below the
 * one that a twentieth exceeds. So half of its clips have louder pauses than that.
 */
public final class PauseNoise {

    private static final int PERIOD = 1 << 16;
    private static final double[] BAND_EDGES_HZ = {0, 100, 300, 1000, 3000, 8000};
    private static final double[] BAND_DECIBELS = {-33, -27, -35, -46, -45};

    private PauseNoise() {}

    /**
     * One period of {@link BandNoise} with that spectrum.
     *
     * @param sampleRateHz at least 16,000
     * @param seed of the phases
     * @return 65,536 samples, for speech whose mean square is 1
     */
    public static double[] period(int sampleRateHz, long seed) {
        return BandNoise.period(PERIOD, sampleRateHz, BAND_EDGES_HZ, BAND_DECIBELS, seed);
    }
}
