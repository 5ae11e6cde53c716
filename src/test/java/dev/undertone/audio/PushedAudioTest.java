package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.audio.AudioException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushedAudioTest {

    private static final int RATE = 16_000;

    @ParameterizedTest
    @CsvSource({
        "PCM_S16LE,16000,1,1", "PCM_S16LE,16000,2,2", "PCM_S16LE,44100,1,3", "PCM_F32LE,48000,2,4",
        "PCM_F32LE,16000,1,5", "MULAW,8000,1,6", "ALAW,8000,1,7", "PCM_S16LE,192000,8,8"
    })
    void push_anyChunks_givesTheBitsOfTheWhole(
            RawFormat.Encoding encoding, int rateHz, int channels, long seed) throws IOException {
        Random random = new Random(seed);
        RawFormat format = new RawFormat(encoding, rateHz, channels);
        byte[] bytes = bytes(encoding, rateHz * channels, random);
        Waveform whole =
                new AudioDecoder(AudioLimits.DEFAULT)
                        .decode(new ByteArrayInputStream(bytes), format, ChannelMode.MIX, RATE)
                        .channels()
                        .get(0);
        WaveformBuilder pushed = new WaveformBuilder(RATE);
        try (PushedAudio audio = new PushedAudio(format, AudioLimits.DEFAULT, RATE)) {
            for (int taken = 0; taken < bytes.length; ) {
                int count = Math.min(bytes.length - taken, random.nextInt(5_000));
                int came = audio.push(bytes, taken, count);
                pushed.append(audio.samples(), came);
                taken += count;
            }
            int last = audio.finish();
            pushed.append(audio.samples(), last);
            assertThat(audio.pendingBytes()).isZero();
        }
        assertThat(pushed.build().samples()).isEqualTo(whole.samples());
    }

    @Test
    void finish_inBetween_beginsAnotherRecording() throws IOException {
        RawFormat format = new RawFormat(RawFormat.Encoding.MULAW, 8_000, 1);
        byte[] bytes = bytes(RawFormat.Encoding.MULAW, 4_000, new Random(3));
        try (PushedAudio audio = new PushedAudio(format, AudioLimits.DEFAULT, RATE)) {
            float[] first = all(audio, bytes);
            assertThat(audio.description().durationSeconds()).isZero();
            float[] second = all(audio, bytes);
            assertThat(second).isEqualTo(first).hasSize(8_000);
        }
    }

    @Test
    void push_partOfASample_waitsForTheRest() {
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 2);
        try (PushedAudio audio = new PushedAudio(format, AudioLimits.DEFAULT, RATE)) {
            assertThat(audio.push(new byte[] {0, 64, 0}, 0, 3)).isZero();
            assertThat(audio.pendingBytes()).isEqualTo(3);
            assertThat(audio.push(new byte[] {64}, 0, 1)).isEqualTo(1);
            assertThat(audio.samples()[0]).isEqualTo(0.5f);
            assertThat(audio.description().container()).isEqualTo("s16le");
            assertThat(audio.description().codec()).isEqualTo("pcm_s16le");
        }
    }

    @Test
    void push_notFinite_isRefused() {
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_F32LE, RATE, 1);
        byte[] nan =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN).array();
        try (PushedAudio audio = new PushedAudio(format, AudioLimits.DEFAULT, RATE)) {
            assertThatThrownBy(() -> audio.push(nan, 0, 4))
                    .isInstanceOfSatisfying(
                            AudioException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.NON_FINITE_SAMPLES));
        }
    }

    @ParameterizedTest
    @CsvSource({"7999,1,UNSUPPORTED_SAMPLE_RATE", "16000,9,TOO_MANY_CHANNELS"})
    void new_beyondTheLimits_isRefused(int rateHz, int channels, Fault fault) {
        RawFormat format = new RawFormat(RawFormat.Encoding.ALAW, rateHz, channels);
        assertThatThrownBy(() -> new PushedAudio(format, AudioLimits.DEFAULT, RATE))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    private static float[] all(PushedAudio audio, byte[] bytes) {
        int came = audio.push(bytes, 0, bytes.length);
        float[] first = Arrays.copyOf(audio.samples(), came);
        int last = audio.finish();
        float[] all = Arrays.copyOf(first, came + last);
        System.arraycopy(audio.samples(), 0, all, came, last);
        return all;
    }

    /** Sound samples: floats within +-2, anything else any bits. */
    private static byte[] bytes(RawFormat.Encoding encoding, int samples, Random random) {
        if (encoding == RawFormat.Encoding.PCM_F32LE) {
            ByteBuffer floats = ByteBuffer.allocate(4 * samples).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < samples; i++) {
                floats.putFloat(4 * random.nextFloat() - 2);
            }
            return floats.array();
        }
        byte[] bytes = new byte[encoding == RawFormat.Encoding.PCM_S16LE ? 2 * samples : samples];
        random.nextBytes(bytes);
        return bytes;
    }
}
