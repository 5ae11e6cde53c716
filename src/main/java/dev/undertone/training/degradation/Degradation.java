package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;

/** Makes a recording worse in one way. Knows no state: the same recording and seed give the same bits. */
@FunctionalInterface
public interface Degradation {

    /**
     * Degrades a recording.
     *
     * @param clean left as it is
     * @param seed of whatever is random
     * @return at the same rate; samples may lie beyond 1 unless the degradation says that it clips
     */
    Waveform degrade(Waveform clean, long seed);
}
