package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;
import java.util.List;
import java.util.Random;

/**
 * Adds the voices of other people: each brought to the same mean power, started at a random place and repeated to the
 * length of the recording, then summed.
 *
 * @param ratioDecibels signal-to-noise ratio over the whole recording
 * @param talkers recordings of other people at the same rate; six or more murmur, fewer are understood
 */
public record Babble(double ratioDecibels, List<Waveform> talkers) implements Degradation {

    /** Copies the list. */
    public Babble {
        talkers = List.copyOf(talkers);
    }

    /**
     * Adds the voices.
     *
     * @throws IllegalArgumentException if a talker has another rate
     */
    @Override
    public Waveform degrade(Waveform clean, long seed) {
        Random random = new Random(seed);
        double[] noise = new double[clean.length()];
        for (Waveform talker : talkers) {
            if (talker.sampleRateHz() != clean.sampleRateHz()) {
                throw new IllegalArgumentException(
                        "expected talkers at %d Hz but got %d Hz"
                                .formatted(clean.sampleRateHz(), talker.sampleRateHz()));
            }
            add(talker.samples(), random, noise);
        }
        return Mixture.of(clean, noise, ratioDecibels);
    }

    private static void add(float[] voice, Random random, double[] noise) {
        double energy = 0;
        for (float sample : voice) {
            energy += (double) sample * sample;
        }
        if (energy == 0) {
            return;
        }
        double factor = Math.sqrt(voice.length / energy);
        int start = random.nextInt(voice.length);
        for (int n = 0; n < noise.length; n++) {
            noise[n] += factor * voice[(start + n) % voice.length];
        }
    }
}
