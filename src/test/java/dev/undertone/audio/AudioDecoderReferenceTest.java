package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.AudioException.Fault;
import dev.undertone.testing.Programs;
import dev.undertone.testing.RequiresProgram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs write, and what other programs make of ours. */
class AudioDecoderReferenceTest {

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);

    @TempDir Path folder;

    // A sweep up to 6.5 kHz stays within the flat part of both filters: what is left is rounding
    // and ripple.
    @RequiresProgram("sox")
    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 22_050, 44_100, 48_000, 96_000})
    void decode_sweep_isResampledAsSoxDoes(int sampleRateHz) throws Exception {
        Path source = sweep(sampleRateHz, Math.min(6500, 0.8 * sampleRateHz / 2));
        Path target = folder.resolve("sox.f32");
        Programs.run("sox", source, "-t", "f32", "-r", "16000", target, "rate", "-v");

        float[] ours = decode(source).channels().get(0).samples();
        float[] theirs = floats(Files.readAllBytes(target));

        assertThat(theirs.length).isCloseTo(ours.length, within(1));
        assertThat(rmsOfDifference(ours, theirs, 200)).isLessThan(1e-4);
    }

    @RequiresProgram("sox")
    @Test
    void decode_stereo_isMixedAsSoxDoes() throws Exception {
        Path source = folder.resolve("stereo.wav");
        Random random = new Random(9);
        Files.write(
                source,
                WavFile.pcm16(16_000, 32_000, n -> random.nextDouble() - 0.5).channels(2).bytes());
        Path target = folder.resolve("mono.f32");
        Programs.run("sox", source, "-t", "f32", "-c", "1", target);

        assertThat(
                        rmsOfDifference(
                                decode(source).channels().get(0).samples(),
                                floats(Files.readAllBytes(target)),
                                0))
                .isLessThan(1e-7);
    }

    // Written to a pipe: sizes 0xFFFFFFFF, and a LIST chunk with the encoder's name.
    @RequiresProgram("ffmpeg")
    @ParameterizedTest
    @CsvSource({
        "pcm_u8, 8e-3",
        "pcm_s16le, 4e-5",
        "pcm_s24le, 4e-5",
        "pcm_s32le, 4e-5",
        "pcm_s64le, 4e-5",
        "pcm_f32le, 4e-5",
        "pcm_f64le, 4e-5",
        "pcm_alaw, 2e-2",
        "pcm_mulaw, 2e-2"
    })
    void decode_wavPipedByFfmpeg_holdsTheSignal(String codec, double tolerance) throws Exception {
        Path source = sweep(16_000, 3000);
        Path target = folder.resolve("piped.wav");
        Programs.pipe(
                target, "ffmpeg", "-v", "error", "-i", source, "-c:a", codec, "-f", "wav", "-");

        DecodedAudio audio = decode(target);

        assertThat(audio.description().codec()).isEqualTo(codec);
        float[] expected = decode(source).channels().get(0).samples();
        float[] samples = audio.channels().get(0).samples();
        assertThat(samples).hasSameSizeAs(expected);
        for (int n = 0; n < samples.length; n++) {
            assertThat((double) samples[n]).isCloseTo(expected[n], within(tolerance));
        }
    }

    @RequiresProgram("flac")
    @ParameterizedTest
    @CsvSource({
        "1, PCM_S16, 16000, -0",
        "1, PCM_S16, 16000, -8",
        "2, PCM_S16, 44100, -5",
        "8, PCM_S16, 48000, -3",
        "1, PCM_U8, 8000, -8",
        "2, PCM_S24, 96000, -8",
        "6, PCM_S24, 192000, -1"
    })
    void decode_flac_isAsTheWavThatItWasMadeFrom(
            int channels, WavFile.Encoding encoding, int sampleRateHz, String level)
            throws Exception {
        IntToDoubleFunction signal = n -> 0.4 * Math.sin(0.01 * n * (n % channels + 1));
        byte[] samples = Samples.encode(encoding, 12_000 * channels, signal);
        Path wav = folder.resolve("source.wav");
        Files.write(
                wav,
                WavFile.of(encoding)
                        .extensible()
                        .channels(channels)
                        .sampleRateHz(sampleRateHz)
                        .samples(samples)
                        .bytes());
        Path flac = folder.resolve("coded.flac");
        Programs.run("flac", "-s", "--lax", "--channel-map=none", level, "-o", flac, wav);

        for (ChannelMode mode : ChannelMode.values()) {
            DecodedAudio expected = decode(wav, mode);
            DecodedAudio actual = decode(flac, mode);
            assertThat(actual.channels()).hasSameSizeAs(expected.channels());
            for (int channel = 0; channel < expected.channels().size(); channel++) {
                assertThat(actual.channels().get(channel).samples())
                        .isEqualTo(expected.channels().get(channel).samples());
            }
        }
    }

    // An hour of silence in some 130 KB, its length left open: flac cannot go back in a pipe.
    @RequiresProgram({"flac", "sox"})
    @Test
    void decode_flacBomb_isStoppedAtTheLimit() throws Exception {
        Path silence = folder.resolve("silence.raw");
        Programs.run("sox", "-D", "-n", "-t", "s16", "-r", "16000", silence, "trim", "0", "3600");
        Path bomb = folder.resolve("bomb.flac");
        Programs.pipe(
                bomb,
                "bash",
                "-c",
                "flac -s --force-raw-format --endian=little --sign=signed --channels=1 --bps=16"
                        + " --sample-rate=16000 --stdout - < "
                        + silence);
        assertThat(Files.size(bomb)).isLessThan(1_000_000);

        assertThat(fault(bomb)).isEqualTo(Fault.DECODED_TOO_LARGE);
    }

    @RequiresProgram("ffmpeg")
    @ParameterizedTest
    @ValueSource(strings = {"w64", "caf", "au", "avi", "ac3", "mp2", "wv", "tta", "wma"})
    void decode_formatThatIsNotOnTheList_isUnsupported(String extension) throws Exception {
        Path target = folder.resolve("other." + extension);
        Programs.run("ffmpeg", "-v", "error", "-i", sweep(16_000, 3000), "-ar", "48000", target);
        Path renamed = Files.move(target, folder.resolve("renamed.wav"));

        assertThat(fault(renamed)).isEqualTo(Fault.UNSUPPORTED);
    }

    @RequiresProgram("ffmpeg")
    @ParameterizedTest
    @ValueSource(strings = {"mp2", "ac3", "adpcm_yamaha", "g722"})
    void decode_wavOfAnotherCodec_isUnsupported(String codec) throws Exception {
        Path target = folder.resolve("coded.wav");
        Path source = sweep(8000, 3000);
        Programs.run("ffmpeg", "-v", "error", "-i", source, "-ar", "32000", "-c:a", codec, target);

        assertThat(fault(target)).isEqualTo(Fault.UNSUPPORTED);
    }

    // Moving pictures are no recording; the picture on a cover is none of our business.
    @RequiresProgram("ffmpeg")
    @ParameterizedTest
    @ValueSource(strings = {"video.mp4", "video.webm", "video.mkv", "video.ogv"})
    void decode_video_isUnsupported(String name) throws IOException {
        Path video = folder.resolve(name);
        Programs.run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                video);

        assertThat(fault(video)).isEqualTo(Fault.UNSUPPORTED);
    }

    @RequiresProgram("ffmpeg")
    @ParameterizedTest
    @ValueSource(strings = {"covered.mp3", "covered.m4a"})
    void decode_coverPicture_isIgnored(String name) throws Exception {
        Path cover = folder.resolve("cover.png");
        Programs.run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=d=1",
                "-frames:v",
                "1",
                cover);
        Path plain = folder.resolve("plain" + name.substring(name.indexOf('.')));
        Path covered = folder.resolve(name);
        Path source = sweep(44_100, 3000);
        Programs.run("ffmpeg", "-v", "error", "-i", source, plain);
        Programs.run(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                source,
                "-i",
                cover,
                "-map",
                "0",
                "-map",
                "1",
                "-c:v",
                "copy",
                "-disposition:v",
                "attached_pic",
                covered);
        assertThat(Files.size(covered)).isGreaterThan(Files.size(plain) + 1000);

        assertThat(decode(covered).channels().get(0).samples())
                .isEqualTo(decode(plain).channels().get(0).samples());
    }

    private Path sweep(int sampleRateHz, double highestHz) throws IOException {
        double seconds = 1.5;
        int length = (int) (seconds * sampleRateHz);
        double rise = (highestHz - 50) / seconds;
        IntToDoubleFunction signal =
                n -> {
                    double t = (double) n / sampleRateHz;
                    return 0.5 * Math.sin(2 * Math.PI * (50 * t + rise * t * t / 2));
                };
        return Files.write(
                folder.resolve("sweep.wav"), WavFile.pcm16(sampleRateHz, length, signal).bytes());
    }

    private DecodedAudio decode(Path file) throws IOException {
        return decode(file, ChannelMode.MIX);
    }

    private DecodedAudio decode(Path file, ChannelMode mode) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return decoder.decode(bytes, mode, 16_000);
        }
    }

    private Fault fault(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return catchThrowableOfType(
                        AudioException.class,
                        () ->
                                decoder.decode(
                                        new ByteArrayInputStream(bytes), ChannelMode.MIX, 16_000))
                .fault();
    }

    private static double rmsOfDifference(float[] a, float[] b, int edge) {
        double sum = 0;
        int end = Math.min(a.length, b.length) - edge;
        for (int n = edge; n < end; n++) {
            sum += (double) (a[n] - b[n]) * (a[n] - b[n]);
        }
        return Math.sqrt(sum / (end - edge));
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
