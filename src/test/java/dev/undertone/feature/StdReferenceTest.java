package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against an independent NumPy computation of the same definitions, on every frame of every signal. For chroma,
 * harmonic ratio and pitch the mean of the whole file was removed there first, so here too; see the README beside the
 * figures.
 */
class StdReferenceTest {

    private static final int FRAME = 400;
    private static final int HOP = 160;
    private static final int NEIGHBOURHOOD = 640;
    private static final int MARGIN = 120;

    /** The reference took its MFCC of the raw samples; single precision of the result costs 5e-6. */
    @ParameterizedTest
    @EnumSource(OracleSignal.class)
    void mfcc_everyFrame_isTheReferences(OracleSignal signal) {
        OracleTable expected = OracleTable.of("std", signal);
        FeatureMatrix actual =
                new FeatureExtractor(FeatureLayout.PAPER_36).extract(signal.waveform());
        assertThat(actual.frames()).isEqualTo(expected.frames());
        for (int t = 0; t < expected.frames(); t++) {
            for (int c = 0; c < 13; c++) {
                assertThat((double) actual.value(t, c))
                        .as("mfcc_%d of frame %d", c, t)
                        .isCloseTo(expected.value(t, "mfcc_" + c), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OracleSignal.class)
    void harmonicity_everyFrame_isTheReferences(OracleSignal signal) {
        OracleTable expected = OracleTable.of("std", signal);
        Harmonicity[] frames = harmonicities(signal.centred(), expected.frames());
        double loudest = 0;
        for (Harmonicity frame : frames) {
            loudest = Math.max(loudest, frame.peak());
        }
        double threshold = Math.max(0.03 * loudest, 1e-6);
        for (int t = 0; t < frames.length; t++) {
            boolean gated = frames[t].peak() < threshold;
            assertClose(expected, t, "harmonic_ratio", gated ? 0 : frames[t].ratio());
            assertClose(expected, t, "pitch", gated ? 0 : frames[t].pitchHz());
        }
    }

    private static Harmonicity[] harmonicities(double[] samples, int frames) {
        Harmonicity[] results = new Harmonicity[frames];
        for (int t = 0; t < frames; t++) {
            results[t] = new Harmonicity(NEIGHBOURHOOD, 16_000, 266, 500);
            results[t].analyze(OracleSignal.slice(samples, HOP * t - MARGIN, NEIGHBOURHOOD));
        }
        return results;
    }

    /** The reference's chroma is of a Hamming-windowed DFT of 400 points, so with bins at 40 k Hz. */
    @ParameterizedTest
    @EnumSource(OracleSignal.class)
    void chroma_everyFrame_isTheReferences(OracleSignal signal) {
        OracleTable expected = OracleTable.of("std", signal);
        PlainDft dft = PlainDft.hamming(FRAME, 201);
        double[] frequenciesHz = new double[201];
        for (int k = 0; k < frequenciesHz.length; k++) {
            frequenciesHz[k] = 40 * k;
        }
        Chroma chroma = new Chroma(frequenciesHz);
        double[] samples = signal.centred();
        double[] shares = new double[12];
        for (int t = 0; t < expected.frames(); t++) {
            double[] power = dft.magnitudes(OracleSignal.slice(samples, HOP * t, FRAME), 1);
            for (int k = 0; k < power.length; k++) {
                power[k] *= power[k];
            }
            chroma.compute(power, shares);
            for (int c = 0; c < 12; c++) {
                assertClose(expected, t, "chroma_" + (c + 1), shares[c]);
            }
            assertClose(expected, t, "chroma_std", Chroma.deviation(shares));
        }
    }

    private static void assertClose(OracleTable expected, int frame, String column, double value) {
        double reference = expected.value(frame, column);
        assertThat(value)
                .as("%s of frame %d", column, frame)
                .isCloseTo(reference, within(1e-6 * (1 + Math.abs(reference))));
    }
}
