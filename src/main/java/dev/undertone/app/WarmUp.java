package dev.undertone.app;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.model.ModelRepository;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.RecognitionOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Takes a tone through the whole path before readiness: the decoder's libraries are loaded, the resampler's kernel is
 * computed and the code is warm, so that the first caller does not wait for it.
 */
final class WarmUp {

    private static final float SAMPLE_RATE_HZ = 44_100;
    private static final int SECONDS = 2;
    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double TONE_HZ = 150;
    private static final double AMPLITUDE = 8_000;

    private WarmUp() {}

    /**
     * Recognises the tone a few times, with an admission and a listener of its own: no meter counts it, and no caller's
     * place is taken.
     *
     * @throws IOException never in practice: the tone lies in memory
     */
    static void run(AudioDecoder decoder, ModelRepository models) throws IOException {
        byte[] tone = tone();
        AdmissionLimits limits = new AdmissionLimits(1, ROUNDS, PATIENCE);
        try (Admission admission = new Admission(limits)) {
            EmotionRecognizer recognizer =
                    new EmotionRecognizer(decoder, models, admission, RecognitionListener.NONE);
            for (int round = 0; round < ROUNDS; round++) {
                recognizer.recognize(
                        "warm-up", new ByteArrayInputStream(tone), RecognitionOptions.DEFAULT);
            }
        }
    }

    /** A sine as 16-bit WAV. */
    private static byte[] tone() throws IOException {
        int samples = (int) (SAMPLE_RATE_HZ * SECONDS);
        byte[] pcm = new byte[2 * samples];
        for (int n = 0; n < samples; n++) {
            int value = (int) (AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * n / SAMPLE_RATE_HZ));
            pcm[2 * n] = (byte) value;
            pcm[2 * n + 1] = (byte) (value >> 8);
        }
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioFormat format = new AudioFormat(SAMPLE_RATE_HZ, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm), format, samples),
                AudioFileFormat.Type.WAVE,
                wav);
        return wav.toByteArray();
    }
}
