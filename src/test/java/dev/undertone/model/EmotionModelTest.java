package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.testing.FixtureModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmotionModelTest {

    private static ModelRepository repository;
    private static EmotionModel model;

    @BeforeAll
    static void open(@TempDir Path folder) {
        FixtureModel.write(folder);
        repository =
                new ModelRepository(new ModelSettings(folder, Map.of("default", "fixture"), 2));
        repository.open();
        model = repository.model("fixture@1.0.0");
    }

    @AfterAll
    static void close() {
        repository.close();
    }

    @Test
    void score_allZeroFrames_isUniformInTime() {
        EmotionScores scores =
                model.score(
                        ModelInput.ofFrames(
                                new FeatureMatrix(
                                        FeatureLayout.PAPER_36, new float[36 * 8], new float[8])));

        assertThat(scores.attention()).containsOnly(0.125f);
        assertThat(scores.probabilities()).containsOnlyKeys(FixtureModel.LABELS);
        assertThat(scores.probabilities().values()).containsOnly(0.25f);
    }

    @Test
    void score_manyLengths_hasOneWeightPerFrameOfSumOne() {
        Random random = new Random(7);
        for (int frames : new int[] {1, 2, 3, 5, 19, 446, 30_000}) {
            EmotionScores scores = model.score(noise(frames, random));
            double weights = 0;
            for (float weight : scores.attention()) {
                weights += weight;
            }

            assertThat(scores.attention()).hasSize(frames);
            assertThat(weights).isCloseTo(1, within(1e-4));
            assertThat(sum(scores.probabilities())).isCloseTo(1, within(1e-6));
            assertThat(scores.embedding()).hasSize(256);
        }
    }

    @Test
    void score_manyThreads_eachGetsItsOwnAnswer() throws Exception {
        Random random = new Random(11);
        List<ModelInput> inputs = new ArrayList<>();
        List<float[]> alone = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            inputs.add(noise(20 + i, random));
            alone.add(model.score(inputs.get(i)).embedding());
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[]>> together = new ArrayList<>();
            for (int i = 0; i < 160; i++) {
                ModelInput input = inputs.get(i % 16);
                together.add(threads.submit(() -> model.score(input).embedding()));
            }
            for (int i = 0; i < 160; i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i % 16));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void score_noFrame_isRefusedBeforeTheNetwork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> noise(0, new Random(1)))
                .withMessageContaining("at least 1 frame");
    }

    @Test
    void score_otherLayout_isRefusedBeforeTheNetwork() {
        FunctionalLayout functionals = FunctionalLayout.PAPER_36_FUNCTIONALS;
        UtteranceVector vector = new UtteranceVector(functionals, new float[functionals.columns()]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(ModelInput.ofFunctionals(vector)))
                .withMessage("expected layout paper-36 but got paper-36-functionals");
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelInput(null, null));
    }

    @Test
    void apply_settings_areInForce() {
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }

    private static double sum(Map<String, Float> probabilities) {
        return probabilities.values().stream().mapToDouble(Float::doubleValue).sum();
    }

    private static ModelInput noise(int frames, Random random) {
        float[] values = new float[frames * 36];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return ModelInput.ofFrames(
                new FeatureMatrix(FeatureLayout.PAPER_36, values, new float[frames]));
    }
}
