package dev.undertone.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A folder with a manifest.csv and half a second of tone for each speaker and emotion. */
public final class SyntheticCorpus {

    private static final List<String> EMOTIONS = List.of("neutral", "happy", "angry", "sad");
    private static final int SAMPLES = 8000;

    private SyntheticCorpus() {}

    /** Writes the clips of so many speakers, s0 and up, of alternating gender. */
    public static void write(Path folder, int speakers) throws IOException {
        Files.createDirectories(folder);
        StringBuilder manifest = new StringBuilder("path,speaker,gender,emotion\n");
        for (int speaker = 0; speaker < speakers; speaker++) {
            for (String emotion : EMOTIONS) {
                String file = "s%d-%s.wav".formatted(speaker, emotion);
                writeWav(folder.resolve(file), speaker, EMOTIONS.indexOf(emotion));
                String gender = speaker % 2 == 0 ? "male" : "female";
                manifest.append("%s,s%d,%s,%s\n".formatted(file, speaker, gender, emotion));
            }
        }
        Files.writeString(folder.resolve("manifest.csv"), manifest);
    }

    /** A tone that rises by emotion, on the speaker's own pitch, with a little noise. */
    static void writeWav(Path file, int speaker, int emotion) throws IOException {
        Random random = new Random(31L * speaker + emotion);
        byte[] pcm = new byte[2 * SAMPLES];
        double phase = 0;
        for (int n = 0; n < SAMPLES; n++) {
            double hz = 110 + 10 * speaker + 60.0 * emotion * n / SAMPLES;
            phase += 2 * Math.PI * hz / 16_000;
            double value = 0.3 * Math.signum(Math.sin(phase)) + 0.02 * random.nextGaussian();
            short sample = (short) (value * 32_767);
            pcm[2 * n] = (byte) sample;
            pcm[2 * n + 1] = (byte) (sample >> 8);
        }
        AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm), format, SAMPLES),
                AudioFileFormat.Type.WAVE,
                file.toFile());
    }
}
