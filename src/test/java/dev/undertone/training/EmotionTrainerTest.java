package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Parameter;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmotionTrainerTest {

    private static final TrainingRecipe RECIPE =
            new TrainingRecipe(
                    Recurrence.A_LSTM,
                    true,
                    0.3f,
                    2,
                    4,
                    8,
                    1e-2f,
                    1e-2f,
                    0.25f,
                    2f,
                    List.of(0.9, 1.0),
                    5,
                    3,
                    List.of(),
                    false);
    private static final NetworkConfiguration CONFIGURATION =
            new NetworkConfiguration(Recurrence.A_LSTM, 36, 16, 8, 4, 3, 2, 0.3f, 2);
    private static final List<TrainingUtterance> UTTERANCES = SyntheticUtterances.of(40, 2, 3);

    @TempDir Path folder;

    @Test
    void train_sameSeedTwice_givesTheSameWeights() throws IOException {
        List<float[]> first = train("first", 7, TrainingListener.NONE);
        List<float[]> second = train("second", 7, TrainingListener.NONE);
        List<float[]> other = train("other", 8, TrainingListener.NONE);

        assertSameBits(second, first);
        assertThat(other.get(0)).isNotEqualTo(first.get(0));
    }

    @Test
    void train_killedWithinAnEpochAndResumed_givesTheSameWeights() throws IOException {
        List<float[]> whole = train("whole", 7, TrainingListener.NONE);

        assertThatThrownBy(() -> train("killed", 7, new Killer(3, 2))).isInstanceOf(Killed.class);
        List<Integer> resumedAfter = new ArrayList<>();
        List<float[]> resumed =
                train(
                        "killed",
                        7,
                        new TrainingListener() {
                            @Override
                            public void onRun(String name, int finishedEpochs, int epochs) {
                                resumedAfter.add(finishedEpochs);
                            }
                        });

        assertThat(resumedAfter).containsExactly(2);
        assertSameBits(resumed, whole);
    }

    @Test
    void train_checkpointOfAnotherRun_isRefused() throws IOException {
        train("run", 7, TrainingListener.NONE);

        try (EmotionTrainer trainer = new EmotionTrainer(RECIPE, CONFIGURATION, 7)) {
            assertThatThrownBy(
                            () ->
                                    trainer.train(
                                            UTTERANCES,
                                            SyntheticUtterances.LABELS,
                                            () -> null,
                                            new Checkpoint(folder.resolve("run")),
                                            "another",
                                            TrainingListener.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another");
        }
    }

    @Test
    void train_learnableUtterances_areLearned() throws IOException {
        TrainingRecipe recipe = RECIPE.with(Recurrence.A_LSTM, true, 0.3f, 12);
        try (EmotionTrainer trainer = new EmotionTrainer(recipe, CONFIGURATION, 1)) {
            List<EpochReport> reports =
                    trainer.train(
                            UTTERANCES,
                            SyntheticUtterances.LABELS,
                            () -> null,
                            new Checkpoint(folder.resolve("learn")),
                            "x",
                            TrainingListener.NONE);
            List<TrainingUtterance> unseen = SyntheticUtterances.of(40, 2, 99);
            List<float[]> logits = new NetworkScorer(trainer.network()).logits(unseen);

            int right = 0;
            for (int i = 0; i < logits.size(); i++) {
                int emotion = i % SyntheticUtterances.LABELS.emotions().size();
                right += argMax(logits.get(i)) == emotion ? 1 : 0;
            }
            assertThat(reports).hasSize(12);
            assertThat(reports.get(11).trainingLoss()).isLessThan(reports.get(0).trainingLoss());
            assertThat(right).isGreaterThan(32);
        }
    }

    private List<float[]> train(String run, int seed, TrainingListener listener)
            throws IOException {
        try (EmotionTrainer trainer = new EmotionTrainer(RECIPE, CONFIGURATION, seed)) {
            trainer.train(
                    UTTERANCES,
                    SyntheticUtterances.LABELS,
                    () -> null,
                    new Checkpoint(folder.resolve(run)),
                    "fingerprint" + seed,
                    listener);
            return trainer.network().getParameters().values().stream()
                    .map(Parameter::getArray)
                    .map(array -> array.toFloatArray())
                    .toList();
        }
    }

    private static int argMax(float[] logits) {
        return IntStream.range(0, logits.length)
                .reduce(0, (best, k) -> logits[k] > logits[best] ? k : best);
    }

    private static void assertSameBits(List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("parameter %d", i).isEqualTo(expected.get(i));
        }
    }

    private static final class Killed extends RuntimeException {}

    private record Killer(int atEpoch, int atStep) implements TrainingListener {

        @Override
        public void onStep(int epoch, int step, int steps, float loss) {
            if (epoch == atEpoch && step == atStep) {
                throw new Killed();
            }
        }
    }
}
