package dev.undertone.cli;

import dev.undertone.audio.Mp3RoundTrip;
import dev.undertone.audio.Waveform;
import dev.undertone.training.degradation.Degradation;
import dev.undertone.training.degradation.Gain;
import dev.undertone.training.degradation.Mp3;
import dev.undertone.training.degradation.RecordedGain;
import dev.undertone.training.degradation.Reverberation;
import dev.undertone.training.degradation.SurroundingSilence;
import dev.undertone.training.degradation.TelephoneLine;
import dev.undertone.training.degradation.WhiteNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way to make all clips worse.
 *
 * @param name short, for a table
 * @param description what is done
 * @param obstacle why it cannot be done here; empty where it can
 * @param source of the degradation of one clip
 */
record RobustnessCondition(
        String name, String description, Optional<String> obstacle, Source source) {

    /** The first condition, which the others are compared with. */
    static final String ORIGINAL = "original";

    private static final List<Integer> RATIOS_DECIBELS = List.of(20, 10, 5);
    private static final int MP3_BITS_PER_SECOND = 32_000;
    private static final double REVERBERATION_SECONDS = 0.5;
    private static final double SILENCE_SECONDS = 5;

    /** Babble needs to know who speaks; the others do not ask. */
    @FunctionalInterface
    interface Source {
        Degradation of(String speaker, long seed);
    }

    Waveform degrade(Waveform clean, String speaker, long seed) {
        return source.of(speaker, seed).degrade(clean, seed);
    }

    /** All conditions in the order of the table. */
    static List<RobustnessCondition> all(BabblePool pool) {
        List<RobustnessCondition> all = new ArrayList<>();
        all.add(of(ORIGINAL, "as recorded", (clean, seed) -> clean));
        all.add(of("telephone", "8 kHz, 300 to 3,400 Hz, mu-law of 8 bits", new TelephoneLine()));
        all.add(
                new RobustnessCondition(
                        "mp3",
                        "MP3 at 32 kbit/s (LAME)",
                        Mp3RoundTrip.isAvailable()
                                ? Optional.empty()
                                : Optional.of("this FFmpeg has no MP3 encoder"),
                        (speaker, seed) -> new Mp3(MP3_BITS_PER_SECOND)));
        for (int ratio : RATIOS_DECIBELS) {
            all.add(
                    of(
                            "white-" + ratio + "dB",
                            "white noise, signal-to-noise ratio " + ratio + " dB",
                            new WhiteNoise(ratio)));
        }
        for (int ratio : RATIOS_DECIBELS) {
            all.add(
                    new RobustnessCondition(
                            "babble-" + ratio + "dB",
                            "%d other speakers, signal-to-noise ratio %d dB"
                                    .formatted(BabblePool.TALKERS, ratio),
                            pool.obstacle(),
                            (speaker, seed) -> pool.babble(ratio, speaker, seed)));
        }
        all.add(
                of(
                        "reverberation",
                        "decaying noise, T60 0.5 s, no direct sound",
                        new Reverberation(REVERBERATION_SECONDS)));
        all.add(of("recorded+20dB", "too loud for 16 bits, clipped", new RecordedGain(20)));
        all.add(of("recorded-20dB", "too soft, rounded to 16 bits", new RecordedGain(-20)));
        all.add(of("gain+10dB", "in float, not clipped", new Gain(10)));
        all.add(of("gain-10dB", "in float", new Gain(-10)));
        all.add(
                of(
                        "leading-5s",
                        "5 s of silence before",
                        new SurroundingSilence(SILENCE_SECONDS, 0)));
        all.add(
                of(
                        "trailing-5s",
                        "5 s of silence behind",
                        new SurroundingSilence(0, SILENCE_SECONDS)));
        return all;
    }

    private static RobustnessCondition of(
            String name, String description, Degradation degradation) {
        return new RobustnessCondition(
                name, description, Optional.empty(), (speaker, seed) -> degradation);
    }
}
