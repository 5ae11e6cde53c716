package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLayoutTest {

    @ParameterizedTest
    @CsvSource({
        "paper-36, 36, 0",
        "is10-1582, 0, 1582",
        "paper-36-functionals, 0, 1083",
        "paper-36+is10-1582, 36, 1582",
        "paper-36+paper-36-functionals, 36, 1083",
        "paper-36-floored, 36, 0"
    })
    void find_implementedName_hasItsColumns(String name, int features, int functionals) {
        ModelLayout layout = ModelLayout.find(name).orElseThrow();

        assertThat(layout.name()).isEqualTo(name);
        assertThat(layout.version()).isEqualTo(1);
        assertThat(layout.sampleRateHz()).isEqualTo(16_000);
        assertThat(layout.frames() == null ? 0 : layout.frames().columns()).isEqualTo(features);
        assertThat(layout.functionals() == null ? 0 : layout.functionals().columns())
                .isEqualTo(functionals);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "paper",
                "paper-36+",
                "+is10-1582",
                "is10-1582+paper-36",
                "paper-36+paper-36",
                "paper-36-floored+is10-1582",
                "paper-36+is10-1582+is10-1582",
                "paper-36 + is10-1582"
            })
    void find_anotherName_isEmpty(String name) {
        assertThat(ModelLayout.find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "paper-36, paper-36",
        "is10-1582, paper-36",
        "paper-36+is10-1582, paper-36",
        "paper-36-floored, paper-36-floored"
    })
    void computedFrames_ofLayout_areThoseOfItsNetworkOrThePlainOnes(String name, String frames) {
        assertThat(ModelLayout.find(name).orElseThrow().computedFrames().name()).isEqualTo(frames);
    }

    @Test
    void new_neither_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelLayout(null, null));
    }
}
