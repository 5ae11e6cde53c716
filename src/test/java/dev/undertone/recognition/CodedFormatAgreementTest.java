package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.OpenRecognizer;
import dev.undertone.testing.Programs;
import dev.undertone.testing.RequiresProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A released model's answer to a coded file, and to what the ffmpeg program decodes from it, at the file's own rate. */
@RequiresProgram({"ffmpeg", "sox", "espeak-ng"})
class CodedFormatAgreementTest {

    private static final double TOLERANCE = 0.02;

    @TempDir static Path folder;

    private static Path clip;
    private static OpenRecognizer opened;
    private static EmotionRecognizer recognizer;

    @BeforeAll
    static void open() {
        clip = folder.resolve("speech.wav");
        Programs.run("espeak-ng", "-w", clip, "Nobody told me that you would leave. Why not?");
        opened = OpenRecognizer.of(null, "a-lstm", AdmissionLimits.DEFAULT);
        recognizer = opened.recognizer();
    }

    @AfterAll
    static void close() {
        opened.close();
    }

    // AMR is decoded by OpenCORE here, and by another decoder in the ffmpeg program.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AMR_NARROW", "AMR_WIDE"})
    void recognize_codedClip_isAsOfTheFfmpegProgramsDecoding(CodedFormat format)
            throws IOException {
        Path coded = folder.resolve("coded");
        format.write(clip, coded);
        Path decoded = folder.resolve("decoded.wav");
        if (format == CodedFormat.WAV_RIFX) { // ffmpeg 5.1 reads its samples in the wrong order
            Programs.run("sox", coded, "-t", "wav", "-L", decoded);
        } else {
            Programs.run("ffmpeg", "-v", "error", "-y", "-i", coded, "-c:a", "pcm_f32le", decoded);
        }

        Map<String, Float> ours = probabilities(coded);
        Map<String, Float> theirs = probabilities(decoded);

        assertThat(ours).hasSameSizeAs(theirs);
        ours.forEach(
                (label, probability) ->
                        assertThat((double) probability)
                                .as(label)
                                .isCloseTo(theirs.get(label), within(TOLERANCE)));
    }

    private static Map<String, Float> probabilities(Path file) throws IOException {
        try (InputStream encoded = Files.newInputStream(file)) {
            Answer answer = recognizer.recognize("clip", encoded, RecognitionOptions.DEFAULT);
            return ((Recognition) answer).judgement().probabilities();
        }
    }
}
