package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OracleSignalTest {

    /** A figure is only worth something if it was computed from the very samples that we compute from. */
    @ParameterizedTest
    @EnumSource(OracleSignal.class)
    void pcm_madeByFormula_isTheFileOfTheFigures(OracleSignal signal) {
        assertThat(signal.computedCrc32()).isEqualTo(signal.crc32());
    }
}
