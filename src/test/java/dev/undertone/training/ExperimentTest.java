package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.evaluation.ScoredClip;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.SpeakerSplit;
import dev.undertone.training.network.Recurrence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

    private static final TrainingRecipe RECIPE =
            new TrainingRecipe(
                    Recurrence.LSTM,
                    false,
                    0.3f,
                    2,
                    3,
                    8,
                    1e-2f,
                    1e-2f,
                    0.25f,
                    2f,
                    List.of(1.0),
                    0,
                    0,
                    List.of(),
                    false);
    private static final SpeakerSplit SPLIT =
            new SpeakerSplit(
                    new TreeSet<>(Set.of("s0")),
                    new TreeSet<>(Set.of("s1")),
                    new TreeSet<>(Set.of("s2")));

    @TempDir Path folder;

    @Test
    void run_validationAndTestSpeakers_scoresBothAtBothStops() throws IOException {
        ExperimentResult result = run();

        assertThat(result.trainingSpeakers()).isEqualTo(1);
        assertThat(speakers("last-validation.csv")).containsOnly("s1");
        assertThat(speakers("last-test.csv")).containsOnly("s2");
        assertThat(ScoredClips.read(folder.resolve("last-test.csv")).scores())
                .isEqualTo(result.test());
        assertThat(ScoredClips.read(folder.resolve("early-stopped-test.csv")).scores())
                .isEqualTo(result.earlyStopped().test());
    }

    @Test
    void run_earlyStopped_hasTheRecallThatItsEpochReported() throws IOException {
        ExperimentResult result = run();

        EpochReport best = EpochReport.best(result.epochs()).orElseThrow();
        assertThat(result.earlyStopped().epoch()).isEqualTo(best.epoch());
        assertThat(result.earlyStopped().validation().uar()).isEqualTo(best.validationUar());
    }

    private ExperimentResult run() throws IOException {
        return new Experiment(RECIPE, 3, SPLIT, Set.of())
                .run(
                        SyntheticUtterances.of(60, 1, 5),
                        SyntheticUtterances.LABELS.emotions(),
                        folder,
                        TrainingListener.NONE,
                        (network, outcome) -> outcome);
    }

    private List<String> speakers(String file) throws IOException {
        return ScoredClips.read(folder.resolve(file)).clips().stream()
                .map(ScoredClip::speaker)
                .toList();
    }
}
