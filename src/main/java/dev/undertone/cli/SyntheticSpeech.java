package dev.undertone.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Four syllables of nobody's voice, made by formula: with a pitch that falls from 160 to 120 Hz, harmonics h up to 3 kHz of
 * amplitude sum over formants F of 1 / (1 + ((h f0 - F) / B)^2), under a raised-sine envelope per syllable. The formants move
 * from those of /a/ to those of /i/ (Peterson and Barney, JASA 24(2), 1952: 730, 1090, 2440 and 270, 2290, 3010 Hz).
 */
final class SyntheticSpeech {

    private static final int SAMPLE_RATE_HZ = 16_000;
    private static final int SAMPLES = SAMPLE_RATE_HZ;
    private static final int SYLLABLES = 4;
    private static final double HIGHEST_HZ = 3_000;
    private static final double BANDWIDTH_HZ = 120;
    private static final double[] OPEN_HZ = {730, 1090, 2440};
    private static final double[] CLOSE_HZ = {270, 2290, 3010};
    private static final double PEAK = 0.2;

    private SyntheticSpeech() {}

    /** One second, 16-bit WAV, mono, 16 kHz. */
    static byte[] wav() throws IOException {
        byte[] pcm = new byte[2 * SAMPLES];
        double phase = 0;
        for (int n = 0; n < SAMPLES; n++) {
            double share = (double) n / SAMPLES;
            double pitchHz = 160 - 40 * share;
            phase += 2 * Math.PI * pitchHz / SAMPLE_RATE_HZ;
            double envelope = Math.pow(Math.sin(Math.PI * SYLLABLES * share), 2);
            double value = PEAK * envelope * harmonics(phase, pitchHz, share);
            short sample = (short) Math.round(Math.max(-1, Math.min(1, value)) * Short.MAX_VALUE);
            pcm[2 * n] = (byte) sample;
            pcm[2 * n + 1] = (byte) (sample >> 8);
        }
        AudioFormat format = new AudioFormat(SAMPLE_RATE_HZ, 16, 1, true, false);
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm), format, SAMPLES),
                AudioFileFormat.Type.WAVE,
                wav);
        return wav.toByteArray();
    }

    private static double harmonics(double phase, double pitchHz, double share) {
        double sum = 0;
        for (int h = 1; h * pitchHz < HIGHEST_HZ; h++) {
            double amplitude = 0;
            for (int f = 0; f < OPEN_HZ.length; f++) {
                double formantHz = OPEN_HZ[f] + share * (CLOSE_HZ[f] - OPEN_HZ[f]);
                double distance = (h * pitchHz - formantHz) / BANDWIDTH_HZ;
                amplitude += 1 / (1 + distance * distance);
            }
            sum += amplitude * Math.sin(h * phase);
        }
        return sum;
    }
}
