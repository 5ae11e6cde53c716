package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against pyAudioAnalysis, formula by formula, on every frame of every signal. It works on another frame and spectrum
 * than this project: the file minus its mean, divided by its largest magnitude; no window; |DFT_400| / 200, whose 200
 * bins it takes to lie at (k + 1) 40 Hz. So each formula is given just that.
 */
class PyAudioAnalysisReferenceTest {

    private static final int FRAME = 400;
    private static final int HOP = 160;
    private static final int BINS = 200;

    @ParameterizedTest
    @EnumSource(OracleSignal.class)
    void temporalFeatures_everyFrame_areTheReferences(OracleSignal signal) {
        OracleTable expected = OracleTable.of("pyaudioanalysis", signal);
        double[] samples = normalized(signal);
        assertThat((samples.length - FRAME) / HOP + 1).isEqualTo(expected.frames());
        for (int t = 0; t < expected.frames(); t++) {
            double[] x = OracleSignal.slice(samples, HOP * t, FRAME);
            assertClose(expected, t, "zcr", ZeroCrossingRate.of(x));
            assertClose(expected, t, "energy", Energy.of(x));
            assertClose(expected, t, "energy_entropy", BlockEntropy.of(x));
        }
    }

    @ParameterizedTest
    @EnumSource(OracleSignal.class)
    void spectralFeatures_everyFrame_areTheReferences(OracleSignal signal) {
        OracleTable expected = OracleTable.of("pyaudioanalysis", signal);
        double[] samples = normalized(signal);
        double[] frequenciesHz = new double[BINS];
        for (int k = 0; k < BINS; k++) {
            frequenciesHz[k] = (k + 1) * 40;
        }
        PlainDft dft = PlainDft.withoutWindow(FRAME, BINS);
        SpectralFlux flux = new SpectralFlux(BINS);
        for (int t = 0; t < expected.frames(); t++) {
            double[] spectrum = dft.magnitudes(OracleSignal.slice(samples, HOP * t, FRAME), BINS);
            double centroidHz = SpectralCentroid.hz(spectrum, frequenciesHz);
            double spreadHz = SpectralSpread.hz(spectrum, frequenciesHz, centroidHz);
            assertClose(expected, t, "spectral_centroid", centroidHz / 8000);
            assertClose(expected, t, "spectral_spread", spreadHz / 8000);
            assertClose(expected, t, "spectral_entropy", BlockEntropy.of(spectrum));
            assertClose(expected, t, "spectral_flux", flux.next(spectrum));
            assertClose(expected, t, "spectral_rolloff", rolloffShare(spectrum));
        }
    }

    private static double rolloffShare(double[] spectrum) {
        double[] power = new double[spectrum.length];
        for (int k = 0; k < power.length; k++) {
            power[k] = spectrum[k] * spectrum[k];
        }
        return (double) SpectralRolloff.bin(power) / power.length;
    }

    private static double[] normalized(OracleSignal signal) {
        double[] samples = signal.centred();
        double largest = 0;
        for (double sample : samples) {
            largest = Math.max(largest, Math.abs(sample));
        }
        for (int n = 0; n < samples.length; n++) {
            samples[n] /= largest + 1e-10;
        }
        return samples;
    }

    private static void assertClose(OracleTable expected, int frame, String column, double value) {
        double reference = expected.value(frame, column);
        assertThat(value)
                .as("%s of frame %d", column, frame)
                .isCloseTo(reference, within(1e-6 * (1 + Math.abs(reference))));
    }
}
