package dev.undertone.training;

import dev.undertone.evaluation.ScoredClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The logits that a run leaves in its folder: {@code last-validation.csv}, {@code last-test.csv} and, of a system with
 * epochs, {@code early-stopped-validation.csv} and {@code early-stopped-test.csv}.
 *
 * @param folder of the run
 */
public record RunScores(Path folder) {

    private static final String VALIDATION = "validation";
    private static final String TEST = "test";

    /** Which weights. */
    public enum Weights {
        /** After the last epoch; the only ones of a system without epochs. */
        LAST("last"),
        /** Of the epoch that validated best. */
        EARLY_STOPPED("early-stopped");

        private final String prefix;

        Weights(String prefix) {
            this.prefix = prefix;
        }
    }

    /** What the validation speakers' clips were taken for. */
    public ScoredClips validation(Weights weights) throws IOException {
        return read(weights, VALIDATION);
    }

    /** What the unseen speakers' clips were taken for. */
    public ScoredClips test(Weights weights) throws IOException {
        return read(weights, TEST);
    }

    /** Keeps what one state of the weights said of the validation speakers. */
    public void writeValidation(Weights weights, ScoredClips scored) throws IOException {
        write(weights, VALIDATION, scored);
    }

    /** Keeps what one state of the weights said of the unseen speakers. */
    public void writeTest(Weights weights, ScoredClips scored) throws IOException {
        write(weights, TEST, scored);
    }

    private void write(Weights weights, String part, ScoredClips scored) throws IOException {
        Files.createDirectories(folder);
        scored.write(file(weights, part));
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
