package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 8, 8, 4, 0, 0, 0.5, 1, expected at least 1 features but got 0",
        "36, 0, 8, 4, 0, 0, 0.5, 1, expected at least 1 dense but got 0",
        "36, 8, -1, 4, 0, 0, 0.5, 1, expected at least 1 cell but got -1",
        "36, 8, 8, 1, 0, 0, 0.5, 1, expected at least 2 emotions but got 1",
        "36, 8, 8, 4, 1, 0, 0.5, 1, expected at least 2 speakers but got 1",
        "36, 8, 8, 4, 0, -2, 0.5, 1, expected at least 2 genders but got -2",
        "36, 8, 8, 4, 0, 0, 1.0, 1, 'expected a dropout in [0, 1) but got 1.0'",
        "36, 8, 8, 4, 0, 0, NaN, 1, 'expected a dropout in [0, 1) but got NaN'",
        "36, 8, 8, 4, 0, 0, 0.5, 3, expected 1 or 2 frames per step but got 3",
    })
    void constructor_outOfRange_isRefusedWithTheValue(
            int features,
            int dense,
            int cell,
            int emotions,
            int speakers,
            int genders,
            float dropout,
            int framesPerStep,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new NetworkConfiguration(
                                        Recurrence.A_LSTM,
                                        features,
                                        dense,
                                        cell,
                                        emotions,
                                        speakers,
                                        genders,
                                        dropout,
                                        framesPerStep))
                .withMessage(message);
    }
}
