package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.audio.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureStreamTest {

    private final Waveform waveform = Signals.noise(60_000, 0.5, 8);
    private final FeatureMatrix whole =
            new FeatureExtractor(FeatureLayout.PAPER_36).extract(waveform);
    private final FeatureStream stream = new FeatureStream(FeatureLayout.PAPER_36);

    @Test
    void push_sampleBySample_showsFrameOnceItsNeighbourhoodHasCome() {
        assertThat(stream.push(waveform.samples(), 0, 519)).isZero();
        assertThat(stream.push(waveform.samples(), 519, 1)).isEqualTo(1);
        assertThat(stream.push(waveform.samples(), 520, 159)).isEqualTo(1);
        assertThat(stream.push(waveform.samples(), 679, 1)).isEqualTo(2);
        assertThat(stream.frames()).isEqualTo(2);
        assertThat(stream.samplesSeen()).isEqualTo(680);
    }

    @Test
    void matrix_whileItGrows_isThatPartOfTheWhole() {
        int frames = stream.push(waveform.samples(), 0, 40_000);
        FeatureMatrix part = stream.matrix(100, frames);
        stream.push(waveform.samples(), 40_000, 20_000);
        assertThat(part.frames()).isEqualTo(frames - 100);
        assertThat(part.values())
                .isEqualTo(Arrays.copyOfRange(whole.values(), 100 * 36, frames * 36));
        assertThat(part.peaks()).isEqualTo(Arrays.copyOfRange(whole.peaks(), 100, frames));
        assertThat(stream.matrix(0, 0).frames()).isZero();
    }

    @Test
    void matrix_framesThatHaveNotCome_isRefused() {
        stream.push(waveform.samples(), 0, 520);
        assertThatThrownBy(() -> stream.matrix(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void finish_moreThanTheInitialStorage_givesTheWhole() {
        stream.push(waveform.samples(), 0, waveform.length());
        FeatureMatrix matrix = stream.finish();
        assertThat(matrix.frames()).isEqualTo(373);
        assertThat(matrix.values()).isEqualTo(whole.values());
        assertThat(stream.frames()).isEqualTo(373);
    }

    @Test
    void finish_nothingPushed_hasNoFrame() {
        assertThat(stream.finish().frames()).isZero();
    }

    @Test
    void push_afterFinish_isRefused() {
        stream.finish();
        assertThatThrownBy(() -> stream.push(new float[1], 0, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stream::finish).isInstanceOf(IllegalStateException.class);
    }
}
