package dev.undertone.cli;

import dev.undertone.audio.Waveform;
import dev.undertone.training.degradation.Babble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Voices for the background: one clip each of some speakers of a manifest, so that nobody talks over a clip of their own. */
final class BabblePool {

    /** How many talk at once. */
    static final int TALKERS = 6;

    private final Map<String, Waveform> clipOf;

    /**
     * Keeps the voices.
     *
     * @param clipOf one recording by speaker
     */
    BabblePool(Map<String, Waveform> clipOf) {
        this.clipOf = new TreeMap<>(clipOf);
    }

    /** Why not every clip can have a background; empty where it can. */
    Optional<String> obstacle() {
        return clipOf.size() > TALKERS
                ? Optional.empty()
                : Optional.of(
                        "needs %d speakers but the manifest has %d"
                                .formatted(TALKERS + 1, clipOf.size()));
    }

    /** The noise of {@link #TALKERS} other people, drawn by the seed. */
    Babble babble(double ratioDecibels, String speaker, long seed) {
        List<String> others = new ArrayList<>(clipOf.keySet());
        others.remove(speaker);
        Collections.shuffle(others, new Random(seed));
        return new Babble(
                ratioDecibels,
                others.subList(0, TALKERS).stream()
                        .map(other -> Objects.requireNonNull(clipOf.get(other)))
                        .toList());
    }
}
