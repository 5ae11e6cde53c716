package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.model.Checksum;
import dev.undertone.model.ModelManifest;
import dev.undertone.training.network.Recurrence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of sounds to a model folder, on ten synthetic speakers. */
class ModelTrainingTest {

    private static final int SPEAKERS = 10;

    @TempDir Path folder;

    @BeforeEach
    void makeCorpus() throws IOException {
        SyntheticCorpus.write(folder, SPEAKERS);
    }

    @Test
    void run_wholePlan_releasesAModelThatVouchesForItsFiles() throws IOException {
        List<ExperimentResult> results = new ModelTraining(plan(0), TrainingListener.NONE).run();

        Path released = folder.resolve("models/a-lstm/2.0.0");
        ModelManifest manifest =
                ModelManifest.read(Files.readAllBytes(released.resolve("manifest.json")));
        for (String file : manifest.files().keySet()) {
            assertThat(Checksum.sha256(Files.readAllBytes(released.resolve(file))))
                    .isEqualTo(manifest.files().get(file));
        }
        ExperimentResult result = results.get(0);
        assertThat(result.trainingSpeakers()).isEqualTo(8);
        assertThat(result.test().perSpeaker()).containsOnlyKeys("s0", "s5");
        assertThat(result.validation()).isNull();
        assertThat(manifest.figures()).containsEntry("uar", result.test().uar());
        assertThat(Files.readString(released.resolve("MODEL_CARD.md")))
                .contains(
                        "| UAR (unweighted average recall) | %.3f |".formatted(result.test().uar()))
                .contains("all 10 speakers");
    }

    @Test
    void run_withValidationSpeakers_neverTouchesTheTestFold() throws IOException {
        ExperimentResult result = new ModelTraining(plan(2), TrainingListener.NONE).run().get(0);

        assertThat(result.test()).isNull();
        assertThat(result.validation().perSpeaker()).hasSize(2).doesNotContainKeys("s0", "s5");
        assertThat(result.trainingSpeakers()).isEqualTo(6);
        assertThat(folder.resolve("models")).doesNotExist();
    }

    @Test
    void run_again_takesTheFiguresOfTheFinishedRun() throws IOException {
        List<ExperimentResult> first = new ModelTraining(plan(2), TrainingListener.NONE).run();
        List<String> begun = new ArrayList<>();

        List<ExperimentResult> second =
                new ModelTraining(
                                plan(2),
                                new TrainingListener() {
                                    @Override
                                    public void onRun(String name, int finished, int epochs) {
                                        begun.add(name);
                                    }
                                })
                        .run();

        assertThat(begun).isEmpty();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void run_resultOfAnotherRecipe_isRefused() throws IOException {
        new ModelTraining(plan(2), TrainingListener.NONE).run();

        assertThatThrownBy(() -> new ModelTraining(plan(2, 3), TrainingListener.NONE).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("result.json");
    }

    private TrainingPlan plan(int validationSpeakers) {
        return plan(validationSpeakers, 2);
    }

    private TrainingPlan plan(int validationSpeakers, int epochs) {
        TrainingRecipe recipe =
                new TrainingRecipe(
                        Recurrence.A_LSTM,
                        false,
                        0.3f,
                        2,
                        epochs,
                        16,
                        2e-3f,
                        1e-2f,
                        0.25f,
                        2f,
                        List.of(1.0, 1.1),
                        10,
                        3,
                        List.of(),
                        false);
        return new TrainingPlan(
                folder,
                List.of(),
                "a-lstm",
                "2.0.0",
                TrainingPlan.LABELS,
                null,
                recipe,
                List.of(1),
                0,
                validationSpeakers,
                folder.resolve("models"),
                folder.resolve("runs"),
                "0123456789abcdef");
    }
}
