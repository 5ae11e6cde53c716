package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComplexFftTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 32, 64, 128, 256, 512, 1024})
    void forward_randomNumbers_isTheDefinition(int size) {
        Random random = new Random(size);
        double[] re = random.doubles(size, -1, 1).toArray();
        double[] im = random.doubles(size, -1, 1).toArray();
        double[] actualRe = re.clone();
        double[] actualIm = im.clone();
        new ComplexFft(size).forward(actualRe, actualIm);
        for (int k = 0; k < size; k++) {
            double[] expected = Definitions.dftBin(re, im, k);
            assertThat(actualRe[k]).as("re %d", k).isCloseTo(expected[0], within(1e-11));
            assertThat(actualIm[k]).as("im %d", k).isCloseTo(expected[1], within(1e-11));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, 0, 1, 3, 400})
    void construct_noPowerOfTwo_isRefused(int size) {
        assertThatThrownBy(() -> new ComplexFft(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a power of two of at least 2 but got " + size);
    }
}
