package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;
import java.util.Random;

/**
 * Where a recording might have been made. A network that hears each clip there too (multi-condition training) is less lost
 * when it is asked about such a recording. What is not fixed is drawn by the seed, every ratio and time uniformly.
 *
 * <p>No condition adds the voice of another speaker, whom the network may be tested on.
 */
public enum AcousticCondition implements Degradation {

    /** A {@link TelephoneLine}; every second caller has noise around, 10 to 30 dB below the voice. */
    TELEPHONE {
        @Override
        public Waveform degrade(Waveform clean, long seed) {
            Random random = new Random(seed);
            Waveform spoken = random.nextBoolean() ? clean : noisy(clean, 10, 30, random);
            return new TelephoneLine().degrade(spoken, seed);
        }
    },

    /** Noise of some colour, 5 to 25 dB below the voice. */
    NOISE {
        @Override
        public Waveform degrade(Waveform clean, long seed) {
            return noisy(clean, 5, 25, new Random(seed));
        }
    },

    /** Far from the speaker in a room whose reverberation time is 0.2 to 0.7 s. */
    ROOM {
        @Override
        public Waveform degrade(Waveform clean, long seed) {
            Random random = new Random(seed);
            return new Reverberation(between(0.2, 0.7, random)).degrade(clean, random.nextLong());
        }
    },

    /** Quieter in its pauses than it was: {@link NoiseSuppression} by 15 to 40 dB. */
    SUPPRESSED {
        @Override
        public Waveform degrade(Waveform clean, long seed) {
            Random random = new Random(seed);
            return new NoiseSuppression(between(1, 4, random), between(-40, -15, random))
                    .degrade(clean, seed);
        }
    },

    /** With the {@link RoomTone} of a room between 15 dB quieter and 10 dB louder than CREMA-D's. */
    ROOM_TONE {
        @Override
        public Waveform degrade(Waveform clean, long seed) {
            Random random = new Random(seed);
            return new RoomTone(between(-15, 10, random)).degrade(clean, random.nextLong());
        }
    };

    private static final double BROWN = 2;

    private static Waveform noisy(Waveform clean, double from, double to, Random random) {
        return new ColoredNoise(between(from, to, random), between(0, BROWN, random))
                .degrade(clean, random.nextLong());
    }

    private static double between(double from, double to, Random random) {
        return from + (to - from) * random.nextDouble();
    }
}
