package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.Signals;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every layout on every signal. */
class FunctionalContractTest {

    static Stream<Arguments> signals() {
        return Stream.of(FunctionalLayout.IS10_1582, FunctionalLayout.PAPER_36_FUNCTIONALS)
                .flatMap(
                        layout ->
                                difficult().entrySet().stream()
                                        .map(
                                                signal ->
                                                        Arguments.of(
                                                                layout.name(),
                                                                signal.getKey(),
                                                                signal.getValue())));
    }

    private static Map<String, Waveform> difficult() {
        Map<String, Waveform> signals = Signals.difficult();
        signals.put("click behind the only frame", Signals.of(559, n -> n == 450 ? 1 : 0));
        signals.put("nothing", Signals.of(0, n -> 0));
        signals.put("two frames", Signals.noise(560, 0.5, 25));
        signals.put("square of 16 samples", Signals.of(16_000, n -> n / 16 % 2 == 0 ? 1 : -1));
        return signals;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void extract_anySignal_isFinite(String layout, String name, Waveform waveform) {
        UtteranceVector vector = extractor(layout).extract(waveform);
        assertThat(vector.layout().name()).isEqualTo(layout);
        List<String> names = vector.layout().columnNames();
        for (int i = 0; i < names.size(); i++) {
            assertThat(vector.values()[i]).as(names.get(i)).isFinite();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void extract_again_givesTheSameBits(String layout, String name, Waveform waveform) {
        FunctionalExtractor extractor = extractor(layout);
        UtteranceVector first = extractor.extract(waveform);
        extractor.extract(Voices.harmonic(130, 8000));
        assertThat(extractor.extract(waveform).values()).isEqualTo(first.values());
    }

    /** The order that definitions impose on the columns of one contour, and their ranges. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("signals")
    void extract_anySignal_ordersItsPercentiles(String layout, String name, Waveform waveform) {
        UtteranceVector vector = extractor(layout).extract(waveform);
        for (String column : vector.layout().columnNames()) {
            if (column.endsWith("__quartile1")) {
                String contour = column.substring(0, column.indexOf("__"));
                double tolerance = 1e-6 * Math.abs(vector.value(column));
                assertThat((double) vector.value(contour + "__quartile2"))
                        .isGreaterThanOrEqualTo(vector.value(column) - tolerance);
                assertThat(vector.value(contour + "__iqr1-3")).isNotNegative();
                assertThat(vector.value(contour + "__stddev")).isNotNegative();
                assertThat(vector.value(contour + "__kurtosis")).isNotNegative();
            }
            if (column.contains("upleveltime") || column.contains("Pos")) {
                assertThat(vector.value(column)).as(column).isBetween(0f, 1f);
            }
            if (column.startsWith("jitter") && column.contains("_sma__amean")) {
                assertThat(vector.value(column)).as(column).isBetween(0f, 1f);
            }
        }
    }

    private static FunctionalExtractor extractor(String layout) {
        return FunctionalExtractor.of(FunctionalLayout.find(layout).orElseThrow());
    }
}
