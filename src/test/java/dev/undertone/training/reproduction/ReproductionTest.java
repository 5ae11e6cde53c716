package dev.undertone.training.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.Waveform;
import dev.undertone.evaluation.LinearFusion;
import dev.undertone.evaluation.ScoredClip;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.functional.FunctionalExtractor;
import dev.undertone.model.Checksum;
import dev.undertone.model.EmotionModel;
import dev.undertone.model.ModelInput;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.normalization.UtteranceNormalizer;
import dev.undertone.training.ClipAudio;
import dev.undertone.training.RunScores;
import dev.undertone.training.SyntheticCorpus;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.TrainingPlan;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.corpus.Corpus;
import dev.undertone.training.corpus.CorpusRecipe;
import dev.undertone.training.network.Recurrence;
import dev.undertone.training.vector.FeedForwardRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison on ten synthetic speakers, from sounds to a report. */
class ReproductionTest {

    private static final TrainingRecipe RECIPE =
            new TrainingRecipe(
                    Recurrence.LSTM,
                    false,
                    0.3f,
                    2,
                    1,
                    16,
                    2e-3f,
                    1e-2f,
                    0.25f,
                    2f,
                    List.of(1.0),
                    10,
                    3,
                    List.of(),
                    false);
    private static final FeedForwardRecipe DNN =
            FeedForwardRecipe.PAPER.with(List.of(16, 16), 8, 2, 1e-3f);
    private static final List<ComparedSystem> SYSTEMS =
            List.of(
                    ComparedSystem.LINEAR,
                    ComparedSystem.A_LSTM,
                    ComparedSystem.DNN_IS10,
                    ComparedSystem.FUSION,
                    ComparedSystem.LINEAR_MC,
                    ComparedSystem.A_LSTM_MC,
                    ComparedSystem.ROBUST);

    private static final Set<ComparedSystem> NETWORKS_ALONE =
            Set.of(ComparedSystem.A_LSTM, ComparedSystem.A_LSTM_MC);

    @TempDir Path folder;
    private Protocol protocol;

    @BeforeEach
    void makeCorpus() throws IOException {
        SyntheticCorpus.write(folder, 10);
        Corpus corpus = CorpusRecipe.readAny(folder);
        protocol = Protocol.fiveFolds("synthetic", corpus, TrainingPlan.LABELS, List.of(1));
    }

    @Test
    void protocol_fiveFolds_testsEverySpeakerOnce() {
        List<String> tested = new ArrayList<>();
        protocol.plan().folds().forEach(fold -> tested.addAll(fold.split().test()));

        assertThat(tested).hasSize(10).doesNotHaveDuplicates();
        assertThat(protocol.plan().folds())
                .allSatisfy(fold -> assertThat(fold.split().validation()).hasSize(1));
    }

    @Test
    void work_wholeGrid_poolsEverySpeakerOfEverySystem() throws IOException {
        Grid grid = Grid.of(List.of(protocol), SYSTEMS);
        Reproduction reproduction = reproduction(grid, TrainingListener.NONE);

        reproduction.work();
        reproduction.report(folder.resolve("report"));

        assertThat(reproduction.finishedRuns()).isEqualTo(SYSTEMS.size() * 5);
        String report = Files.readString(folder.resolve("report/report.md"));
        for (ComparedSystem system : SYSTEMS) {
            assertThat(report).contains("| " + system.systemName() + " | 1 |");
            assertThat(speakers(system)).hasSize(10);
        }
        assertThat(report).contains("| a-lstm | linear |").doesNotContain("| mean-lstm |");
        try (Stream<Path> files = Files.list(folder.resolve("report"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "synthetic-uar.svg",
                            "synthetic-confusions-fusion.svg",
                            "synthetic-attention-a-lstm-angry.svg");
        }
    }

    @Test
    void work_fusion_isFittedOnTheValidationSpeakersAlone() throws IOException {
        Grid grid = Grid.of(List.of(protocol), SYSTEMS);
        reproduction(grid, TrainingListener.NONE).work();

        RunScores members = scores(ComparedSystem.A_LSTM);
        RunScores dnn = scores(ComparedSystem.DNN_IS10);
        LinearFusion expected =
                LinearFusion.fit(
                        List.of(
                                members.validation(RunScores.Weights.LAST),
                                dnn.validation(RunScores.Weights.LAST)));
        ScoredClips fused =
                expected.fuse(
                        List.of(
                                members.test(RunScores.Weights.LAST),
                                dnn.test(RunScores.Weights.LAST)));
        assertThat(scores(ComparedSystem.FUSION).test(RunScores.Weights.LAST)).isEqualTo(fused);
    }

    @Test
    void work_finishedRuns_areNotRepeatedEvenWithoutTheirState() throws IOException {
        Grid grid = Grid.of(List.of(protocol), List.of(ComparedSystem.LINEAR));
        reproduction(grid, TrainingListener.NONE).work();
        Files.move(folder.resolve("runs"), folder.resolve("lost"));
        List<String> begun = new ArrayList<>();

        reproduction(grid, recorder(begun)).work();

        assertThat(begun).isEmpty();
    }

    @Test
    void work_killedWithinARun_goesOnWithTheSameRun() throws IOException {
        Grid grid = Grid.of(List.of(protocol), List.of(ComparedSystem.A_LSTM));
        TrainingListener killer =
                new TrainingListener() {
                    @Override
                    public void onGridRun(String id) {
                        if (id.contains("fold2")) {
                            throw new IllegalStateException("killed");
                        }
                    }
                };
        assertThatThrownBy(() -> reproduction(grid, killer).work()).hasMessage("killed");
        List<String> begun = new ArrayList<>();

        reproduction(grid, recorder(begun)).work();

        assertThat(begun)
                .containsExactly(
                        "synthetic/a-lstm/fold2-seed1",
                        "synthetic/a-lstm/fold3-seed1",
                        "synthetic/a-lstm/fold4-seed1");
    }

    @Test
    void work_figuresOfAnotherRecipe_areRefused() throws IOException {
        Grid grid = Grid.of(List.of(protocol), List.of(ComparedSystem.A_LSTM));
        reproduction(grid, TrainingListener.NONE).work();
        TrainingRecipe longer = RECIPE.with(RECIPE.recurrence(), false, RECIPE.dropout(), 2);
        Reproduction other =
                new Reproduction(
                        grid,
                        longer,
                        DNN,
                        folder.resolve("runs"),
                        folder.resolve("results"),
                        TrainingListener.NONE);

        assertThatThrownBy(other::work)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("synthetic/a-lstm/fold0-seed1");
    }

    @Test
    void work_runOfAnotherWorker_isLeftToIt() throws IOException {
        Grid grid = Grid.of(List.of(protocol), List.of(ComparedSystem.LINEAR));
        RunStore store = new RunStore(folder.resolve("runs"), folder.resolve("results"));
        Reproduction reproduction = reproduction(grid, TrainingListener.NONE);

        try (RunStore.Claim claim = store.claim(grid.runs().get(0)).orElseThrow()) {
            reproduction.work();
            assertThat(claim).isNotNull();
        }

        assertThat(reproduction.finishedRuns()).isEqualTo(4);
        assertThat(store.figures(grid.runs().get(0))).isEmpty();
    }

    @Test
    void release_finishedSystems_areServableWithTheLogitsOfTheirRuns() throws Exception {
        Grid grid = Grid.of(List.of(protocol), SYSTEMS);
        Reproduction reproduction = reproduction(grid, TrainingListener.NONE);
        reproduction.work();

        List<Path> released =
                reproduction.release(
                        protocol,
                        "Synthetic",
                        Set.of(ComparedSystem.LINEAR),
                        folder.resolve("models"),
                        "2.0.0",
                        "0123456789abcdef");

        assertThat(released).hasSize(SYSTEMS.size());
        for (ComparedSystem system : SYSTEMS) {
            Path model = folder.resolve("models").resolve(system.systemName()).resolve("2.0.0");
            ModelManifest manifest =
                    ModelManifest.read(Files.readAllBytes(model.resolve("manifest.json")));
            for (String file : manifest.files().keySet()) {
                assertThat(Checksum.sha256(Files.readAllBytes(model.resolve(file))))
                        .isEqualTo(manifest.files().get(file));
            }
            assertThat(manifest.figures())
                    .containsEntry("seeds", List.of(1))
                    .doesNotContainKey("uarStandardDeviationOverSeeds");
            assertThat(manifest.statistics() != null).isEqualTo(!NETWORKS_ALONE.contains(system));
            assertThat(Files.readString(model.resolve("MODEL_CARD.md")))
                    .contains("Calibration and abstention")
                    .contains(system == ComparedSystem.LINEAR ? "all 10 speakers" : "first fold");
        }
        assertThat(Files.readString(folder.resolve("models/robust/2.0.0/MODEL_CARD.md")))
                .contains("on telephone lines, in noise, in rooms and over the tones of rooms");
        assertServedAsScored(ComparedSystem.FUSION);
        assertServedAsScored(ComparedSystem.DNN_IS10);
        assertServedAsScored(ComparedSystem.ROBUST);
    }

    /** The released graph gives a test clip of its fold the logits that its run left behind, over the temperature. */
    private void assertServedAsScored(ComparedSystem system) throws IOException {
        ScoredClip clip = scores(system).test(RunScores.Weights.LAST).clips().get(0);
        ModelSettings settings =
                new ModelSettings(
                        folder.resolve("models"),
                        Map.of(ModelSettings.DEFAULT_ALIAS, system.systemName()),
                        1);
        try (ModelRepository models = new ModelRepository(settings)) {
            models.open();
            EmotionModel model = models.model(system.systemName());
            Waveform waveform =
                    ClipAudio.read(
                            protocol.clips().stream()
                                    .filter(c -> c.path().endsWith(clip.clip()))
                                    .findFirst()
                                    .orElseThrow(),
                            16_000);
            ModelInput input =
                    new ModelInput(
                            model.layout().frames() == null
                                    ? null
                                    : UtteranceNormalizer.normalize(
                                            new FeatureExtractor(FeatureLayout.PAPER_36)
                                                    .extract(waveform)),
                            FunctionalExtractor.of(model.layout().functionals()).extract(waveform));
            Map<String, Double> expected = new TreeMap<>();
            double[] probabilities = clip.probabilities(model.manifest().temperature());
            for (int k = 0; k < probabilities.length; k++) {
                expected.put(protocol.emotions().get(k), probabilities[k]);
            }
            model.score(input)
                    .probabilities()
                    .forEach(
                            (label, probability) ->
                                    assertThat((double) probability)
                                            .as("%s of %s", label, system)
                                            .isCloseTo(expected.get(label), within(1e-4)));
        }
    }

    private Set<String> speakers(ComparedSystem system) throws IOException {
        RunStore store = new RunStore(folder.resolve("runs"), folder.resolve("results"));
        Set<String> speakers = new TreeSet<>();
        for (GridRun run : Grid.of(List.of(protocol), List.of(system)).runs()) {
            speakers.addAll(store.figures(run).orElseThrow().last().test().perSpeaker().keySet());
        }
        return speakers;
    }

    private RunScores scores(ComparedSystem system) {
        GridRun run = new GridRun(protocol, protocol.plan().folds().get(0), system, 1);
        return new RunScores(
                new RunStore(folder.resolve("runs"), folder.resolve("results")).folder(run));
    }

    private Reproduction reproduction(Grid grid, TrainingListener listener) {
        return new Reproduction(
                grid, RECIPE, DNN, folder.resolve("runs"), folder.resolve("results"), listener);
    }

    private static TrainingListener recorder(List<String> begun) {
        return new TrainingListener() {
            @Override
            public void onGridRun(String id) {
                begun.add(id);
            }
        };
    }
}
