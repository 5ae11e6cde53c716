package dev.undertone.training;

import ai.djl.ndarray.NDManager;
import dev.undertone.evaluation.ScoredClip;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.Scores;
import dev.undertone.evaluation.SpeakerSplit;
import dev.undertone.model.Checksum;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run: one recipe, one seed, one split by speaker. Train, then meet the unseen speakers once.
 *
 * <p>Leaves, beside its checkpoints, the {@link RunScores} of the last epoch and of the one that validated best.
 *
 * @param recipe how to train
 * @param seed of everything random
 * @param split who trains, who validates, who tests; either of the last two may be nobody
 * @param additional speakers of other corpora that only ever train
 * @param start the weights to begin with; null for drawn ones
 */
public record Experiment(
        TrainingRecipe recipe,
        int seed,
        SpeakerSplit split,
        Set<String> additional,
        @Nullable StartingPoint start) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The sizes of the paper: dense layers of 256 units, 128 cells per direction. */
    private static final int DENSE_UNITS = 256;

    private static final int CELL_UNITS = 128;

    public Experiment {
        additional = Set.copyOf(additional);
        if (!Collections.disjoint(additional, split.test())
                || !Collections.disjoint(additional, split.validation())) {
            throw new IllegalArgumentException("expected additional speakers to train only");
        }
    }

    /** From drawn weights. */
    public Experiment(TrainingRecipe recipe, int seed, SpeakerSplit split, Set<String> additional) {
        this(recipe, seed, split, additional, null);
    }

    /**
     * Trains and evaluates.
     *
     * @param utterances of all speakers, loaded in the recipe's renditions
     * @param emotions the network's classes
     * @param folder for checkpoints and logits
     * @param listener follows the run
     * @param afterwards is handed the trained network and what became of it; the network is closed after that
     * @throws IOException if a checkpoint cannot be written or read
     * @throws IllegalArgumentException if a multi-task recipe meets a clip whose gender is unknown
     */
    public <R> R run(
            List<TrainingUtterance> utterances,
            List<String> emotions,
            Path folder,
            TrainingListener listener,
            AfterTraining<R> afterwards)
            throws IOException {
        List<TrainingUtterance> training = new ArrayList<>(of(utterances, split.training()));
        training.addAll(of(utterances, additional));
        if (recipe.multiTask()) {
            LabelIndex.requireGenders(training);
        }
        LabelIndex labels = LabelIndex.of(emotions, training);
        Evaluation evaluation =
                new Evaluation(
                        of(utterances, split.validation()),
                        of(utterances, split.test()),
                        emotions,
                        new RunScores(folder));
        Checkpoint checkpoint = new Checkpoint(folder);
        try (EmotionTrainer trainer = new EmotionTrainer(recipe, configuration(labels), seed)) {
            if (start != null) {
                start.fill(trainer.network(), emotions);
            }
            List<EpochReport> epochs =
                    trainer.train(
                            training,
                            labels,
                            () -> evaluation.validationUar(trainer.network()),
                            checkpoint,
                            fingerprint(training, labels),
                            listener);
            ExperimentResult result =
                    new ExperimentResult(
                            recipe,
                            seed,
                            training.size(),
                            labels.speakers().size(),
                            epochs,
                            evaluation.validation(trainer.network(), RunScores.Weights.LAST),
                            evaluation.test(trainer.network(), RunScores.Weights.LAST),
                            earlyStopped(epochs, labels, checkpoint, evaluation),
                            trainer.parameterCount(),
                            epochs.stream().mapToDouble(EpochReport::wallSeconds).sum(),
                            epochs.stream().mapToDouble(EpochReport::cpuSeconds).sum());
            return afterwards.apply(trainer.network(), result);
        }
    }

    /** What to do with a trained network. */
    public interface AfterTraining<R> {

        /** Uses the network; it is closed afterwards. */
        R apply(EmotionNetwork network, ExperimentResult result) throws IOException;
    }

    private ExperimentResult.@Nullable EarlyStopped earlyStopped(
            List<EpochReport> epochs,
            LabelIndex labels,
            Checkpoint checkpoint,
            Evaluation evaluation)
            throws IOException {
        EpochReport best = EpochReport.best(epochs).orElse(null);
        if (best == null) {
            return null;
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            EmotionNetwork network = new EmotionNetwork(configuration(labels));
            checkpoint.restoreBest(network, manager);
            RunScores.Weights stopped = RunScores.Weights.EARLY_STOPPED;
            Scores validation = evaluation.validation(network, stopped);
            return validation == null
                    ? null
                    : new ExperimentResult.EarlyStopped(
                            best.epoch(), validation, evaluation.test(network, stopped));
        }
    }

    private NetworkConfiguration configuration(LabelIndex labels) {
        return new NetworkConfiguration(
                recipe.recurrence(),
                recipe.layout().columns(),
                DENSE_UNITS,
                CELL_UNITS,
                labels.emotions().size(),
                recipe.multiTask() ? labels.speakers().size() : 0,
                recipe.multiTask() ? LabelIndex.GENDERS : 0,
                recipe.dropout(),
                recipe.framesPerStep());
    }

    /** Asks a network about the speakers that it has not heard. */
    private static final class Evaluation {

        private final List<TrainingUtterance> validation;
        private final List<TrainingUtterance> test;
        private final List<String> emotions;
        private final RunScores kept;

        Evaluation(
                List<TrainingUtterance> validation,
                List<TrainingUtterance> test,
                List<String> emotions,
                RunScores kept) {
            this.validation = validation;
            this.test = test;
            this.emotions = emotions;
            this.kept = kept;
        }

        @Nullable Double validationUar(EmotionNetwork network) {
            return validation.isEmpty() ? null : scored(network, validation).scores().uar();
        }

        /** Null where nobody validates. */
        @Nullable Scores validation(EmotionNetwork network, RunScores.Weights weights)
                throws IOException {
            if (validation.isEmpty()) {
                return null;
            }
            ScoredClips scored = scored(network, validation);
            kept.writeValidation(weights, scored);
            return scored.scores();
        }

        /** Null where nobody tests. */
        @Nullable Scores test(EmotionNetwork network, RunScores.Weights weights)
                throws IOException {
            if (test.isEmpty()) {
                return null;
            }
            ScoredClips scored = scored(network, test);
            kept.writeTest(weights, scored);
            return scored.scores();
        }

        private ScoredClips scored(EmotionNetwork network, List<TrainingUtterance> utterances) {
            List<float[]> logits = new NetworkScorer(network).logits(utterances);
            List<ScoredClip> clips = new ArrayList<>();
            for (int i = 0; i < logits.size(); i++) {
                clips.add(ScoredClip.of(utterances.get(i).clip(), logits.get(i)));
            }
            return new ScoredClips(emotions, clips);
        }
    }

    private static List<TrainingUtterance> of(
            List<TrainingUtterance> utterances, Set<String> speakers) {
        return utterances.stream().filter(u -> speakers.contains(u.clip().speaker())).toList();
    }

    /** Of the recipe as figures have it, in which a field that came later and has its default is left out. */
    private String fingerprint(List<TrainingUtterance> training, LabelIndex labels) {
        StringBuilder text =
                new StringBuilder(JSON.writeValueAsString(recipe)).append(seed).append(labels);
        if (start != null) {
            text.append(start.model());
        }
        Function<TrainingUtterance, String> fileName =
                utterance -> String.valueOf(utterance.clip().path().getFileName());
        training.stream().map(fileName).forEach(text::append);
        return Checksum.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
