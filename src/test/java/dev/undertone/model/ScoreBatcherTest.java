package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.testing.FixtureModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreBatcherTest {

    /** Sums over frames in another order than alone: float32 rounding. */
    private static final float ROUNDING = 1e-5f;

    private static ModelRepository repository;

    @BeforeAll
    static void open(@TempDir Path folder) {
        FixtureModel.write(folder);
        repository =
                new ModelRepository(new ModelSettings(folder, Map.of("default", "fixture"), 2));
        repository.open();
    }

    @AfterAll
    static void close() {
        repository.close();
    }

    @Test
    void submit_manyLengthsAndModels_eachGetsItsOwnAnswer() {
        Random random = new Random(5);
        List<EmotionModel> models =
                List.of(
                        repository.model("fixture"),
                        repository.model("ensemble"),
                        repository.model("a-lstm"),
                        repository.model("linear"));
        List<EmotionModel> asked = new ArrayList<>();
        List<ModelInput> inputs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            asked.add(models.get(i % models.size()));
            inputs.add(noise(asked.get(i).layout(), 1 + random.nextInt(120), random));
        }
        List<CompletableFuture<EmotionScores>> together = new ArrayList<>();
        try (ScoreBatcher batcher = new ScoreBatcher(16, () -> Duration.ofMillis(20), 2)) {
            for (int i = 0; i < inputs.size(); i++) {
                together.add(batcher.submit(asked.get(i), inputs.get(i)));
            }
            for (int i = 0; i < inputs.size(); i++) {
                assertSame(together.get(i).join(), asked.get(i).score(inputs.get(i)));
            }
        }
    }

    @Test
    void submit_oneOfABatchIsRefused_othersAreAnswered() {
        EmotionModel model = repository.model("fixture");
        Random random = new Random(6);
        try (ScoreBatcher batcher = new ScoreBatcher(8, () -> Duration.ofSeconds(5), 1)) {
            List<CompletableFuture<EmotionScores>> scores = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ModelInput input = noise(model.layout(), 20, random);
                scores.add(batcher.submit(model, i == 3 ? notFinite() : input));
            }
            for (int i = 0; i < 8; i++) {
                if (i == 3) {
                    assertThatThrownBy(scores.get(i)::join)
                            .isInstanceOf(CompletionException.class)
                            .cause()
                            .isInstanceOfSatisfying(
                                    ModelException.class,
                                    e ->
                                            assertThat(e.fault())
                                                    .isEqualTo(
                                                            ModelException.Fault.OUTPUT_INVALID));
                } else {
                    assertThat(scores.get(i).join().attention()).hasSize(20);
                }
            }
        }
    }

    @Test
    void close_whatComesLater_fails() {
        ScoreBatcher batcher = new ScoreBatcher(1, () -> Duration.ZERO, 1);
        batcher.close();
        EmotionModel model = repository.model("fixture");

        CompletableFuture<EmotionScores> late =
                batcher.submit(model, noise(model.layout(), 5, new Random(1)));

        assertThatThrownBy(late::join)
                .cause()
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.fault()).isEqualTo(ModelException.Fault.UNAVAILABLE));
    }

    private static void assertSame(EmotionScores actual, EmotionScores alone) {
        alone.probabilities()
                .forEach(
                        (label, p) ->
                                assertThat(actual.probabilities().get(label))
                                        .isCloseTo(p, within(ROUNDING)));
        assertThat(actual.attention() == null).isEqualTo(alone.attention() == null);
        if (alone.attention() != null) {
            assertThat(actual.attention()).containsExactly(alone.attention(), within(ROUNDING));
        }
    }

    private static ModelInput notFinite() {
        float[] values = new float[20 * 36];
        values[7] = Float.NaN;
        return ModelInput.ofFrames(
                new FeatureMatrix(FeatureLayout.PAPER_36, values, new float[20]));
    }

    private static ModelInput noise(ModelLayout layout, int frames, Random random) {
        FunctionalLayout functionals = layout.functionals();
        return new ModelInput(
                layout.frames() == null
                        ? null
                        : new FeatureMatrix(
                                layout.frames(), gaussian(frames * 36, random), new float[frames]),
                functionals == null
                        ? null
                        : new UtteranceVector(
                                functionals, gaussian(functionals.columns(), random)));
    }

    private static float[] gaussian(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
