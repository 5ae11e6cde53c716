package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.audio.Waveform;
import dev.undertone.normalization.UtteranceNormalizer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of all features of every layout, on every signal. */
class FeatureContractTest {

    /** Rounding to single precision, relative to the upper bound. */
    private static final double ROUNDING = 1e-6;

    static Stream<Arguments> signals() {
        Stream<Arguments> oracle =
                Arrays.stream(OracleSignal.values())
                        .map(signal -> Arguments.of(signal.name(), signal.waveform()));
        Stream<Arguments> difficult =
                Signals.difficult().entrySet().stream()
                        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
        return Stream.concat(oracle, difficult)
                .flatMap(
                        signal ->
                                FeatureLayout.ALL.stream()
                                        .map(
                                                layout ->
                                                        Arguments.of(
                                                                layout.name(),
                                                                signal.get()[0],
                                                                signal.get()[1])));
    }

    private static FeatureLayout layout(String name) {
        return FeatureLayout.find(name).orElseThrow();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void extract_anySignal_has36FiniteColumnsPerWholeFrame(
            String layout, String name, Waveform waveform) {
        FeatureMatrix matrix = new FeatureExtractor(layout(layout)).extract(waveform);
        int frames = waveform.length() < 400 ? 0 : (waveform.length() - 400) / 160 + 1;
        assertThat(matrix.frames()).isEqualTo(frames);
        assertThat(matrix.values()).hasSize(36 * frames);
        for (float value : matrix.values()) {
            assertThat(value).isFinite();
        }
        for (float peak : matrix.peaks()) {
            assertThat(peak).isFinite().isNotNegative();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void extract_anySignal_staysInTheDocumentedRanges(
            String layout, String name, Waveform waveform) {
        FeatureMatrix matrix = new FeatureExtractor(layout(layout)).extract(waveform);
        for (int t = 0; t < matrix.frames(); t++) {
            assertRange(matrix, t, "zero_crossing_rate", 1);
            assertRange(matrix, t, "energy_entropy", Math.log(10) / Math.log(2));
            assertRange(matrix, t, "spectral_centroid", 1);
            assertRange(matrix, t, "spectral_spread", 0.5);
            assertRange(matrix, t, "spectral_entropy", Math.log(10) / Math.log(2));
            assertRange(matrix, t, "spectral_flux", 2);
            assertRange(matrix, t, "spectral_rolloff", 1);
            assertRange(matrix, t, "chroma_deviation", Math.sqrt(11) / 12);
            assertRange(matrix, t, "harmonic_ratio", 1);
            assertRange(matrix, t, "pitch", 500);
            assertThat(matrix.value(t, matrix.layout().column("energy"))).isNotNegative();
            assertChromaSumsToOneOrZero(matrix, t);
        }
    }

    private static void assertRange(FeatureMatrix matrix, int frame, String column, double max) {
        assertThat((double) matrix.value(frame, matrix.layout().column(column)))
                .as("%s of frame %d", column, frame)
                .isBetween(-ROUNDING * max, max * (1 + ROUNDING));
    }

    private static void assertChromaSumsToOneOrZero(FeatureMatrix matrix, int frame) {
        double sum = 0;
        for (int c = 0; c < 12; c++) {
            float share = matrix.value(frame, matrix.layout().column("chroma_a") + c);
            assertThat(share).isBetween(0f, 1f);
            sum += share;
        }
        assertThat(Math.min(Math.abs(sum - 1), sum)).isLessThan(ROUNDING);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void extract_again_givesTheSameBits(String layout, String name, Waveform waveform) {
        FeatureExtractor extractor = new FeatureExtractor(layout(layout));
        FeatureMatrix first = extractor.extract(waveform);
        extractor.extract(Signals.noise(5000, 1, 31));
        assertSameBits(extractor.extract(waveform), first);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void push_randomChunks_givesTheBitsOfTheWhole(String layout, String name, Waveform waveform) {
        FeatureMatrix whole = new FeatureExtractor(layout(layout)).extract(waveform);
        for (int seed = 0; seed < 5; seed++) {
            Random chunks = new Random(seed);
            int longest = 1 << (2 * seed + 3);
            FeatureStream stream = new FeatureStream(layout(layout));
            for (int n = 0; n < waveform.length(); ) {
                int length = Math.min(waveform.length() - n, chunks.nextInt(longest));
                stream.push(waveform.samples(), n, length);
                n += length;
            }
            assertSameBits(stream.finish(), whole);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void normalize_anySignal_isFinite(String layout, String name, Waveform waveform) {
        FeatureMatrix normalized =
                UtteranceNormalizer.normalize(
                        new FeatureExtractor(layout(layout)).extract(waveform));
        double bound = Math.sqrt(normalized.frames()) + ROUNDING;
        for (float value : normalized.values()) {
            assertThat((double) value).isBetween(-bound, bound);
        }
    }

    private static void assertSameBits(FeatureMatrix actual, FeatureMatrix expected) {
        assertThat(bits(actual.values())).isEqualTo(bits(expected.values()));
        assertThat(bits(actual.peaks())).isEqualTo(bits(expected.peaks()));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
