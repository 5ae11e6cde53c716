package dev.undertone.training.reproduction;

import dev.undertone.evaluation.ScoredClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The logits that a run leaves in its folder.
 *
 * @param folder of the run
 */
record RunScores(Path folder) {

    /** Which weights. */
    enum Weights {
        /** After the last epoch; the only ones of a system without epochs. */
        LAST("last"),
        /** Of the epoch that validated best. */
        EARLY_STOPPED("early-stopped");

        private final String prefix;

        Weights(String prefix) {
            this.prefix = prefix;
        }
    }

    ScoredClips validation(Weights weights) throws IOException {
        return read(weights, "validation");
    }

    ScoredClips test(Weights weights) throws IOException {
        return read(weights, "test");
    }

    /** Keeps what one state of the weights said, and takes its figures. */
    RunFigures.Evaluated write(Weights weights, int epoch, ScoredClips validation, ScoredClips test)
            throws IOException {
        Files.createDirectories(folder);
        validation.write(file(weights, "validation"));
        test.write(file(weights, "test"));
        return new RunFigures.Evaluated(epoch, validation.scores(), test.scores());
    }

    private Path file(Weights weights, String part) {
        return folder.resolve(weights.prefix + "-" + part + ".csv");
    }

    /** A system without epochs has no early stop: its only weights are its last. */
    private ScoredClips read(Weights weights, String part) throws IOException {
        Path file = file(weights, part);
        return ScoredClips.read(Files.exists(file) ? file : file(Weights.LAST, part));
    }
}
