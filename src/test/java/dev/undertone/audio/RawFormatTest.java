package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.undertone.audio.AudioException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples without a header. */
class RawFormatTest {

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "PCM_S16LE, PCM_S16, s16le, pcm_s16le",
        "PCM_F32LE, FLOAT_32, f32le, pcm_f32le",
        "MULAW, MU_LAW, mulaw, pcm_mulaw",
        "ALAW, A_LAW, alaw, pcm_alaw"
    })
    void decode_samplesOfAWav_haveItsBits(
            RawFormat.Encoding encoding, WavFile.Encoding stored, String container, String codec)
            throws IOException {
        byte[] samples = Samples.encode(stored, 40_000, Samples.sine(440, 22_050));
        WavFile wav = WavFile.of(stored).sampleRateHz(22_050).channels(2).samples(samples);
        DecodedAudio expected = decoder.decode(wav.stream(), ChannelMode.EACH, 16_000);

        DecodedAudio audio =
                decoder.decode(
                        new ByteArrayInputStream(samples),
                        new RawFormat(encoding, 22_050, 2),
                        ChannelMode.EACH,
                        16_000);

        assertThat(audio.description().container()).isEqualTo(container);
        assertThat(audio.description().codec()).isEqualTo(codec);
        assertThat(audio.description().durationSeconds())
                .isEqualTo(expected.description().durationSeconds());
        for (int channel = 0; channel < 2; channel++) {
            assertThat(audio.channels().get(channel).samples())
                    .isEqualTo(expected.channels().get(channel).samples());
        }
    }

    @Test
    void decode_wholeWavAsSamples_isNotRecognised() throws IOException {
        byte[] file = WavFile.pcm16(16_000, 1000, Samples.sine(440, 16_000)).bytes();
        DecodedAudio audio =
                decoder.decode(
                        new ByteArrayInputStream(file),
                        new RawFormat(RawFormat.Encoding.PCM_S16LE, 16_000, 1),
                        ChannelMode.MIX,
                        16_000);
        assertThat(audio.channels().get(0).length()).isEqualTo(file.length / 2);
        assertThat(audio.channels().get(0).samples()[0])
                .as("the letters R and I")
                .isEqualTo(('R' + 256 * 'I') / 32_768f);
    }

    @ParameterizedTest
    @EnumSource
    void decode_cutWithinASample_isMalformed(RawFormat.Encoding encoding) {
        int bytes = encoding == RawFormat.Encoding.PCM_F32LE ? 8 : 4;
        for (int extra = 1; extra < (encoding == RawFormat.Encoding.PCM_S16LE ? 4 : 2); extra++) {
            byte[] samples = new byte[100_000 * bytes + extra];
            assertThat(fault(samples, new RawFormat(encoding, 16_000, 2)))
                    .isEqualTo(Fault.MALFORMED);
        }
    }

    @Test
    void decode_beyondTheLimits_isRefusedByThem() {
        byte[] second = new byte[32_000];
        assertThat(fault(new byte[0], s16(16_000, 1))).isEqualTo(Fault.EMPTY);
        assertThat(fault(second, s16(7999, 1))).isEqualTo(Fault.UNSUPPORTED_SAMPLE_RATE);
        assertThat(fault(second, s16(192_001, 1))).isEqualTo(Fault.UNSUPPORTED_SAMPLE_RATE);
        assertThat(fault(second, s16(16_000, 9))).isEqualTo(Fault.TOO_MANY_CHANNELS);
        assertThat(fault(new byte[10_000_000], s16(16_000, 1))).isEqualTo(Fault.DECODED_TOO_LARGE);
        assertThat(fault(new byte[50_000_002], s16(192_000, 1))).isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void decode_nanSamples_isNonFinite() {
        byte[] samples = new byte[400];
        Arrays.fill(samples, 200, 204, (byte) 0xFF);
        assertThat(fault(samples, new RawFormat(RawFormat.Encoding.PCM_F32LE, 16_000, 1)))
                .isEqualTo(Fault.NON_FINITE_SAMPLES);
    }

    private static RawFormat s16(int sampleRateHz, int channels) {
        return new RawFormat(RawFormat.Encoding.PCM_S16LE, sampleRateHz, channels);
    }

    private Fault fault(byte[] samples, RawFormat format) {
        AudioException thrown =
                catchThrowableOfType(
                        AudioException.class,
                        () ->
                                decoder.decode(
                                        new ByteArrayInputStream(samples),
                                        format,
                                        ChannelMode.MIX,
                                        16_000));
        assertThat(thrown).isNotNull();
        return thrown.fault();
    }
}
