package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.Programs;
import dev.undertone.testing.RequiresProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format as ffmpeg and sox write it, held against what the ffmpeg program makes of the same file. */
@RequiresProgram({"ffmpeg", "sox", "espeak-ng"})
class CodedFormatTest {

    /** 5 ms at 16 kHz. */
    private static final int MAX_LAG = 80;

    private static final int SEARCHED_LAG = 1600;

    @TempDir static Path folder;

    private static Path clip;

    @BeforeAll
    static void speak() {
        clip = folder.resolve("speech.wav");
        Programs.run("espeak-ng", "-w", clip, "Nobody told me that you would leave. Why not?");
    }

    @ParameterizedTest
    @EnumSource
    void decode_codedClip_isAlignedWithTheFfmpegProgram(CodedFormat format) throws IOException {
        Path coded = folder.resolve("coded");
        format.write(clip, coded);
        DecodedAudio audio = decode(coded);
        float[] ours = audio.channels().get(0).samples();
        float[] theirs = reference(format, coded);

        assertThat(audio.description().container()).isEqualTo(format.container());
        assertThat(audio.description().codec()).isEqualTo(format.codec());
        assertThat(audio.description().sampleRateHz()).isEqualTo(format.sampleRateHz());
        assertThat(Math.abs(bestLag(ours, theirs))).isLessThanOrEqualTo(MAX_LAG);
        assertThat(correlation(ours, theirs, bestLag(ours, theirs))).isGreaterThan(0.98);
        assertThat(ours.length).isCloseTo(theirs.length, within(2 * MAX_LAG));
    }

    @ParameterizedTest
    @EnumSource
    void decode_codedClip_keepsItsPlaceInTime(CodedFormat format) throws IOException {
        Path coded = folder.resolve("coded");
        format.write(clip, coded);
        float[] original = decode(clip).channels().get(0).samples();

        DecodedAudio audio = decode(coded);

        int lag = bestLag(audio.channels().get(0).samples(), original);
        assertThat(lag).isCloseTo(untoldDelay(format), within(MAX_LAG));
    }

    /** Samples at 16 kHz by which an encoder delays what it codes where the format has no field to tell it. */
    private static int untoldDelay(CodedFormat format) {
        return switch (format) {
            case ADTS -> 16_000 * 1024 / 44_100;
            case MP4_FRAGMENTED -> 16_000 * 1024 / 48_000;
            case MP3_BARE -> 16_000 * 1105 / 22_050;
            case AMR_WIDE -> 95;
            default -> 0;
        };
    }

    /** What the ffmpeg program hears, at 16 kHz; sox for RIFX, whose 16-bit samples ffmpeg 5.1 reads in the wrong order. */
    private static float[] reference(CodedFormat format, Path coded) throws IOException {
        Path reference = folder.resolve("reference.f32");
        if (format == CodedFormat.WAV_RIFX) {
            Programs.run("sox", coded, "-t", "f32", "-r", "16000", reference);
        } else {
            Programs.run(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-y",
                    "-i",
                    coded,
                    "-af",
                    "aresample=16000:filter_size=128",
                    "-ac",
                    "1",
                    "-f",
                    "f32le",
                    reference);
        }
        return floats(Files.readAllBytes(reference));
    }

    static DecodedAudio decode(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return new AudioDecoder(AudioLimits.DEFAULT).decode(bytes, ChannelMode.MIX, 16_000);
        }
    }

    /** By how many samples a lies behind b, where they correlate best. */
    private static int bestLag(float[] a, float[] b) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int lag = -SEARCHED_LAG; lag <= SEARCHED_LAG; lag++) {
            double product = product(a, b, lag);
            if (product > highest) {
                highest = product;
                best = lag;
            }
        }
        return best;
    }

    private static double correlation(float[] a, float[] b, int lag) {
        return product(a, b, lag) / Math.sqrt(product(a, a, 0) * product(b, b, 0));
    }

    private static double product(float[] a, float[] b, int lag) {
        double sum = 0;
        int end = Math.min(b.length, a.length - lag);
        for (int n = Math.max(0, -lag); n < end; n++) {
            sum += a[n + lag] * b[n];
        }
        return sum;
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
