package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChromaTest {

    /** Notes of the equally tempered scale on A4 = 440 Hz. */
    @ParameterizedTest
    @CsvSource({
        "27.5, 0", "440, 0", "3520, 0", "466.16, 1", "493.88, 2", "261.63, 3", "277.18, 4",
        "293.66, 5", "311.13, 6", "329.63, 7", "349.23, 8", "369.99, 9", "392.00, 10", "415.30, 11",
        "427, 11", "428, 0"
    })
    void pitchClass_ofNote_foldsOctaves(double frequencyHz, int pitchClass) {
        assertThat(Chroma.pitchClass(frequencyHz)).isEqualTo(pitchClass);
    }

    @Test
    void compute_binsOfOneClass_addUp() {
        Chroma chroma = new Chroma(new double[] {220, 261.63, 440, 880});
        double[] shares = new double[12];
        chroma.compute(new double[] {1, 4, 2, 1}, shares);
        assertThat(shares).containsExactly(0.5, 0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void compute_binsOutside100To5000Hz_areLeftOut() {
        Chroma chroma = new Chroma(new double[] {0, 99.9, 100, 440, 5000, 5000.1, 8000});
        double[] shares = new double[12];
        chroma.compute(new double[] {9, 9, 1, 2, 1, 9, 9}, shares);
        assertThat(shares[0]).isEqualTo(0.5);
        // 100 Hz is G2 and 5000 Hz D sharp 8, to the nearest semitone.
        assertThat(shares[10]).isEqualTo(0.25);
        assertThat(shares[6]).isEqualTo(0.25);
    }

    @Test
    void compute_nextToNothing_isZero() {
        Chroma chroma = new Chroma(new double[] {440});
        double[] shares = new double[12];
        chroma.compute(new double[] {0.99e-12}, shares);
        assertThat(shares).containsOnly(0.0);
        chroma.compute(new double[] {1.01e-12}, shares);
        assertThat(shares[0]).isCloseTo(1, within(1e-12));
    }

    @Test
    void deviation_ofShares_isThePopulations() {
        double[] shares = new double[12];
        assertThat(Chroma.deviation(shares)).isZero();
        shares[4] = 1;
        assertThat(Chroma.deviation(shares)).isCloseTo(Math.sqrt(11) / 12, within(1e-15));
        Arrays.fill(shares, 1 / 12.0);
        assertThat(Chroma.deviation(shares)).isCloseTo(0, within(1e-15));
    }
}
