package dev.undertone.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes 16-bit mono WAV files for tests. */
final class WavFile {

    private WavFile() {}

    /** Samples as they are, at 16 kHz. */
    static Path write(Path file, short[] samples) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        return Files.write(file, bytes.array());
    }

    /** A voice-like tone: harmonics of a gliding pitch with a slow swell, at 16 kHz. */
    static short[] voice(double seconds, double pitchHz) {
        short[] samples = new short[(int) (seconds * 16_000)];
        double phase = 0;
        for (int n = 0; n < samples.length; n++) {
            double t = n / 16_000.0;
            phase += 2 * Math.PI * (pitchHz + 20 * Math.sin(2 * Math.PI * 1.5 * t)) / 16_000;
            double sum = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                sum += Math.sin(harmonic * phase) / harmonic;
            }
            samples[n] = (short) (6_000 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t)));
        }
        return samples;
    }
}
