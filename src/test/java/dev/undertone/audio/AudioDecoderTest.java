package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class AudioDecoderTest {

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);

    @Test
    void decode_sixteenBitPcmAtItsOwnRate_isExact() throws IOException {
        WavFile file = WavFile.pcm16(16_000, 65_536, n -> (n - 32_768) * 0x1p-15);

        DecodedAudio audio = decoder.decode(file.stream(), ChannelMode.MIX, 16_000);

        float[] samples = audio.channels().get(0).samples();
        assertThat(samples).hasSize(65_536);
        for (int n = 0; n < samples.length; n++) {
            assertThat(samples[n]).isEqualTo((n - 32_768) / 32_768f);
        }
        assertThat(audio.description())
                .isEqualTo(new AudioDescription(4.096, "wav", "pcm_s16le", 16_000, 1));
    }

    @Test
    void decode_flac_isLossless() throws IOException {
        DecodedAudio audio = decodeResource("triangle-mono-16k.flac", ChannelMode.MIX, 16_000);

        float[] samples = audio.channels().get(0).samples();
        assertThat(samples).hasSize(9000);
        for (int n = 0; n < samples.length; n++) {
            assertThat(samples[n]).as("sample %d", n).isEqualTo(left(n) / 32_768f);
        }
        assertThat(audio.description())
                .isEqualTo(new AudioDescription(0.5625, "flac", "flac", 16_000, 1));
    }

    @Test
    void decode_stereoFlacOf24Bits_isLosslessInEachChannel() throws IOException {
        DecodedAudio audio =
                decodeResource("triangle-stereo-44k1-24bit.flac", ChannelMode.EACH, 44_100);

        float[] first = audio.channels().get(0).samples();
        float[] second = audio.channels().get(1).samples();
        assertThat(first).hasSameSizeAs(second).hasSize(9000);
        for (int n = 0; n < first.length; n++) {
            assertThat(first[n]).isEqualTo((256 * left(n) + n % 256) / 8_388_608f);
            assertThat(second[n]).isEqualTo((256 * right(n) - n % 256) / 8_388_608f);
        }
    }

    private DecodedAudio decodeResource(String name, ChannelMode mode, int sampleRateHz)
            throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/audio/" + name)) {
            return decoder.decode(file, mode, sampleRateHz);
        }
    }

    /** The left channel of the committed FLAC files: an integer of 16 bits. */
    private static int left(int n) {
        return 16 * triangle(n, 37, 2000) - 8000;
    }

    private static int right(int n) {
        return 20 * triangle(n, 53, 1400) - 7000;
    }

    private static int triangle(int n, int step, int period) {
        return Math.abs(n * step % period - period / 2);
    }
}
