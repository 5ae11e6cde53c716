package dev.undertone.training;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.Scores;
import dev.undertone.evaluation.SpeakerConfusions;
import dev.undertone.evaluation.SpeakerSplit;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.model.Checksum;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run: one recipe, one seed, one split by speaker. Train, then meet the unseen speakers once.
 *
 * @param recipe how to train
 * @param seed of everything random
 * @param split who trains, who validates, who tests
 * @param additional speakers of other corpora that only ever train
 */
record Experiment(TrainingRecipe recipe, int seed, SpeakerSplit split, Set<String> additional) {

    /** The sizes of the paper: dense layers of 256 units, 128 cells per direction. */
    private static final int DENSE_UNITS = 256;

    private static final int CELL_UNITS = 128;
    private static final double ORIGINAL_SPEED = 1.0;

    Experiment {
        additional = Set.copyOf(additional);
        if (!Collections.disjoint(additional, split.test())
                || !Collections.disjoint(additional, split.validation())) {
            throw new IllegalArgumentException("expected additional speakers to train only");
        }
    }

    /**
     * Trains and evaluates.
     *
     * @param data clips of all speakers, loaded at the recipe's speeds
     * @param labels the network's classes
     * @param folder for checkpoints
     * @param listener follows the run
     * @param afterwards is handed the trained network and what became of it; the network is closed after that
     * @throws IOException if a checkpoint cannot be written or read
     */
    <R> R run(
            List<TrainingUtterance> data,
            LabelIndex labels,
            Path folder,
            TrainingListener listener,
            AfterTraining<R> afterwards)
            throws IOException {
        List<TrainingUtterance> training = new ArrayList<>(of(data, split.training()));
        training.addAll(of(data, additional));
        List<TrainingUtterance> validation = of(data, split.validation());
        long wallStart = System.nanoTime();
        try (EmotionTrainer trainer = new EmotionTrainer(recipe, configuration(labels), seed)) {
            List<EpochReport> epochs =
                    trainer.train(
                            training,
                            () -> {
                                Scores scores = scores(trainer.network(), validation, labels);
                                return scores == null ? null : scores.uar();
                            },
                            new Checkpoint(folder),
                            fingerprint(training, labels),
                            listener);
            ExperimentResult result =
                    new ExperimentResult(
                            recipe,
                            seed,
                            training.size(),
                            split.training().size() + additional.size(),
                            epochs,
                            scores(trainer.network(), validation, labels),
                            scores(trainer.network(), test(data), labels),
                            trainer.parameterCount(),
                            (System.nanoTime() - wallStart) / 1e9,
                            cpuSeconds());
            return afterwards.apply(trainer.network(), result);
        }
    }

    /** What to do with a trained network. */
    interface AfterTraining<R> {

        /** Uses the network; it is closed afterwards. */
        R apply(EmotionNetwork network, ExperimentResult result) throws IOException;
    }

    private NetworkConfiguration configuration(LabelIndex labels) {
        return new NetworkConfiguration(
                recipe.recurrence(),
                FeatureLayout.PAPER_36.columns(),
                DENSE_UNITS,
                CELL_UNITS,
                labels.emotions().size(),
                recipe.multiTask() ? labels.speakers().size() : 0,
                recipe.multiTask() ? 2 : 0,
                recipe.dropout(),
                recipe.framesPerStep());
    }

    private @Nullable Scores scores(
            EmotionNetwork network, List<TrainingUtterance> utterances, LabelIndex labels) {
        return utterances.isEmpty() ? null : Scores.of(score(network, utterances, labels));
    }

    private SpeakerConfusions score(
            EmotionNetwork network, List<TrainingUtterance> utterances, LabelIndex labels) {
        SpeakerConfusions confusions = new SpeakerConfusions(labels.emotions());
        int[] predictions =
                new NetworkScorer(network)
                        .predict(utterances, recipe.speeds().indexOf(ORIGINAL_SPEED));
        for (int i = 0; i < predictions.length; i++) {
            LabelledClip clip = utterances.get(i).clip();
            confusions.add(clip.speaker(), clip.emotion(), labels.emotions().get(predictions[i]));
        }
        return confusions;
    }

    /** Nobody, where there are validation speakers: such a run is for choosing, and the test speakers stay unseen. */
    private List<TrainingUtterance> test(List<TrainingUtterance> data) {
        return split.validation().isEmpty() ? of(data, split.test()) : List.of();
    }

    private static List<TrainingUtterance> of(List<TrainingUtterance> data, Set<String> speakers) {
        return data.stream().filter(u -> speakers.contains(u.clip().speaker())).toList();
    }

    private String fingerprint(List<TrainingUtterance> training, LabelIndex labels) {
        StringBuilder text = new StringBuilder().append(recipe).append(seed).append(labels);
        Function<TrainingUtterance, String> fileName =
                utterance -> String.valueOf(utterance.clip().path().getFileName());
        training.stream().map(fileName).forEach(text::append);
        return Checksum.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }
}
