package dev.undertone.training.reproduction;

import dev.undertone.evaluation.SpeakerSplit;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One cell of the grid.
 *
 * @param protocol of the corpus
 * @param split its name in the protocol
 * @param system what is trained
 * @param seed of everything random
 */
public record GridRun(Protocol protocol, String split, ComparedSystem system, int seed) {

    /** Unique within the grid, such as {@code crema-d/a-lstm/fold0-seed1}. */
    public String id() {
        return "%s/%s/%s-seed%d".formatted(protocol.name(), system.systemName(), split, seed);
    }

    /** Who trains, validates and tests. */
    public SpeakerSplit speakers() {
        return Objects.requireNonNull(protocol.splits().get(split), split);
    }

    /** Where its state lies. */
    Path folder(Path runs) {
        return runs.resolve(id());
    }
}
