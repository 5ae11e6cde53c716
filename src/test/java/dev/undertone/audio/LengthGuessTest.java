package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LengthGuessTest {

    private static final double HEADER_SECONDS = 0.002;

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);

    @Test
    void guessSeconds_wav_isWhatTheHeaderSays() throws IOException {
        byte[] stereo = WavBytes.pcm16(8_000, 2, new float[2 * 24_000]);

        assertThat(guess(stereo, ChannelMode.MIX)).isEqualTo(3);
        assertThat(guess(stereo, ChannelMode.EACH)).isEqualTo(6);
        assertThat(guess(WavBytes.claiming(stereo, 0), ChannelMode.MIX))
                .isCloseTo(3, within(HEADER_SECONDS));
    }

    @Test
    void guessSeconds_flac_isWhatTheHeaderSays() throws IOException {
        try (var flac = getClass().getResourceAsStream("/audio/triangle-mono-16k.flac")) {
            byte[] file = Objects.requireNonNull(flac).readAllBytes();
            assertThat(guess(file, ChannelMode.MIX)).isEqualTo(0.5625);
        }
    }

    @Test
    void guessSeconds_headerThatClaimsLittle_isHeldAgainstTheSize() throws IOException {
        byte[] fourMinutes = WavBytes.pcm16(16_000, 1, new float[240 * 16_000]);

        // As if every sample took eight bytes.
        assertThat(guess(WavBytes.claiming(fourMinutes, 2), ChannelMode.MIX))
                .isCloseTo(60, within(HEADER_SECONDS));
    }

    @Test
    void guessSeconds_codedAudio_goesByItsSize() throws IOException {
        byte[] ogg = Arrays.copyOf("OggS".getBytes(StandardCharsets.US_ASCII), 400_000);

        assertThat(guess(ogg, ChannelMode.MIX)).isEqualTo(100);
    }

    @Test
    void guessSeconds_whatCannotBeTaken_isNothing() throws IOException {
        byte[] wav = WavBytes.pcm16(8_000, 1, new float[80]);

        assertThat(guess(new byte[0], ChannelMode.MIX)).isZero();
        assertThat(guess(Arrays.copyOf(wav, 30), ChannelMode.MIX)).isZero();
    }

    @Test
    void seconds_ofSamplesWithoutHeader_followFromTheirFormat() {
        RawFormat telephone = new RawFormat(RawFormat.Encoding.MULAW, 8_000, 2);

        assertThat(telephone.seconds(160_000, ChannelMode.MIX)).isEqualTo(10);
        assertThat(telephone.seconds(160_000, ChannelMode.EACH)).isEqualTo(20);
        assertThat(
                        new RawFormat(RawFormat.Encoding.PCM_F32LE, 16_000, 1)
                                .seconds(64_000, ChannelMode.MIX))
                .isEqualTo(1);
    }

    private double guess(byte[] file, ChannelMode mode) throws IOException {
        return decoder.guessSeconds(new ByteArrayInputStream(file), file.length, mode);
    }
}
