package dev.undertone.normalization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingStatisticsTest {

    private static final FunctionalLayout LAYOUT = FunctionalLayout.PAPER_36_FUNCTIONALS;

    /** A vector that begins with the values, 0 behind. */
    private static UtteranceVector vector(float... values) {
        float[] columns = new float[LAYOUT.columns()];
        System.arraycopy(values, 0, columns, 0, values.length);
        return new UtteranceVector(LAYOUT, columns);
    }

    @Test
    void of_knownColumns_areMeanAndPopulationDeviation() {
        TrainingStatistics statistics =
                TrainingStatistics.of(
                        List.of(vector(1, -2), vector(2, -2), vector(3, 2), vector(6, 2)));

        // 1, 2, 3, 6: mean 3, squared deviations 4 + 1 + 0 + 9 = 14, over 4
        assertThat(statistics.mean()[0]).isEqualTo(3);
        assertThat(statistics.standardDeviation()[0]).isCloseTo(Math.sqrt(3.5), within(1e-15));
        assertThat(statistics.mean()[1]).isEqualTo(0);
        assertThat(statistics.standardDeviation()[1]).isEqualTo(2);
    }

    @Test
    void normalize_trainingPartItself_hasMeanZeroAndDeviationOne() {
        Random random = new Random(17);
        List<UtteranceVector> part = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            float[] values = new float[LAYOUT.columns()];
            for (int c = 0; c < values.length; c++) {
                values[c] = (float) (1e6 * c + (c + 1) * random.nextGaussian());
            }
            part.add(new UtteranceVector(LAYOUT, values));
        }
        TrainingStatistics statistics = TrainingStatistics.of(part);
        List<UtteranceVector> normalized = part.stream().map(statistics::normalize).toList();
        for (int c : new int[] {0, 1, 500, LAYOUT.columns() - 1}) {
            double sum = 0;
            double squares = 0;
            for (UtteranceVector vector : normalized) {
                sum += vector.values()[c];
                squares += (double) vector.values()[c] * vector.values()[c];
            }
            assertThat(sum / 200).as("column %d", c).isCloseTo(0, within(1e-6));
            assertThat(squares / 200).as("column %d", c).isCloseTo(1, within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.1f, -123456.7f, 3e30f})
    void normalize_constantColumn_givesZeroWhateverItsValue(float constant) {
        List<UtteranceVector> part = new ArrayList<>();
        for (int row = 0; row < 7; row++) {
            part.add(vector(constant, row));
        }
        TrainingStatistics statistics = TrainingStatistics.of(part);

        assertThat(statistics.standardDeviation()[0]).isZero();
        assertThat(statistics.normalize(vector(constant, 3)).values()[0]).isZero();
        assertThat(statistics.normalize(vector(5, 3)).values()[0]).isZero();
    }

    @Test
    void normalize_farValues_areClippedAtTenDeviations() {
        TrainingStatistics statistics = TrainingStatistics.of(List.of(vector(-1), vector(1)));

        assertThat(statistics.normalize(vector(9.5f)).values()[0]).isEqualTo(9.5f);
        assertThat(statistics.normalize(vector(1e9f)).values()[0]).isEqualTo(10);
        assertThat(statistics.normalize(vector(-1e9f)).values()[0]).isEqualTo(-10);
        assertThat(statistics.normalize(vector(Float.POSITIVE_INFINITY)).values()[0]).isEqualTo(10);
        assertThat(statistics.normalize(vector(Float.NaN)).values()[0]).isZero();
    }

    @Test
    void read_ofWritten_normalisesToTheSameBits() {
        Random random = new Random(19);
        List<UtteranceVector> part = new ArrayList<>();
        for (int row = 0; row < 9; row++) {
            float[] values = new float[LAYOUT.columns()];
            for (int c = 0; c < values.length; c++) {
                values[c] = (float) (random.nextGaussian() * Math.pow(10, c % 20 - 10));
            }
            part.add(new UtteranceVector(LAYOUT, values));
        }
        TrainingStatistics statistics = TrainingStatistics.of(part);
        TrainingStatistics read = TrainingStatistics.read(statistics.toJson());

        assertThat(read.toJson()).isEqualTo(statistics.toJson());
        assertThat(read.normalize(part.get(4)).values())
                .isEqualTo(statistics.normalize(part.get(4)).values());
        assertThat(new String(statistics.toJson(), UTF_8))
                .startsWith("{\"layout\":\"paper-36-functionals\",\"layoutVersion\":1,\"mean\":[");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"layout\":\"paper-36-functionals\" | {\"layout\":\"is9\" | an implemented layout",
                "\"layoutVersion\":1 | \"layoutVersion\":2 | version 2",
                "\"mean\":[ | \"mean\":[0, | 1083 numbers of mean but got 1084",
                "\"mean\":[0.0 | \"mean\":[1e999 | finite numbers of mean",
                "\"mean\":[0.0 | \"mean\":[null | numbers of mean but got null",
                "\"mean\":[0.0 | \"mean\":[\"0\" | training statistics",
                "\"standardDeviation\":[0.0 | \"standardDeviation\":[-1 | at least 0 but got -1",
                "\"standardDeviation\" | \"deviation\" | numbers of standardDeviation but got null",
                "]} | ] | training statistics",
                "]} | ]}{} | training statistics"
            })
    void read_anotherForm_isRefusedInOneLine(String from, String to, String message) {
        String json = new String(TrainingStatistics.of(List.of(vector(0))).toJson(), UTF_8);
        assertThat(json).contains(from);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                TrainingStatistics.read(
                                        json.replace(from, to).trim().getBytes(UTF_8)))
                .withMessageContaining(message)
                .matches(e -> e.getMessage().lines().count() == 1);
    }

    @Test
    void of_nothingNotFiniteOrMixed_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TrainingStatistics.of(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingStatistics.of(List.of(vector(0), vector(Float.NaN))));
        UtteranceVector other = new UtteranceVector(FunctionalLayout.IS10_1582, new float[1582]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingStatistics.of(List.of(vector(0), other)))
                .withMessageContaining("is10-1582");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingStatistics.of(List.of(vector(0))).normalize(other));
    }
}
