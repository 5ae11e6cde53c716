package dev.undertone.training.reproduction;

import dev.undertone.evaluation.FoldPlan;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.model.ModelLayout;
import dev.undertone.normalization.TrainingStatistics;
import dev.undertone.training.RunScores;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.release.Evidence;
import dev.undertone.training.release.ModelFolder;
import dev.undertone.training.release.SystemCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes models of finished systems. What is released is either the very network of the first fold and seed, whose figures are
 * then among those of its card, or one of the same recipe that learned from everybody, whom nobody is left to test on.
 */
final class SystemRelease {

    private final RunStore store;
    private final Systems systems;
    private final Protocol protocol;
    private final String corpus;
    private final TrainingListener listener;

    /**
     * Releases of one protocol.
     *
     * @param store of the finished runs
     * @param systems that made them
     * @param protocol of the corpus
     * @param corpus its name, as a manifest has it
     * @param listener follows what is trained on everybody
     */
    SystemRelease(
            RunStore store,
            Systems systems,
            Protocol protocol,
            String corpus,
            TrainingListener listener) {
        this.store = store;
        this.systems = systems;
        this.protocol = protocol;
        this.corpus = corpus;
        this.listener = listener;
    }

    /**
     * Writes the model folder of one system.
     *
     * @param system of which at least one seed is complete; empty is returned for others
     * @param everybody whether the released weights learn from everybody
     * @param models where model folders lie
     * @param version of the model
     * @param commit of the code
     */
    Optional<Path> release(
            ComparedSystem system, boolean everybody, Path models, String version, String commit)
            throws IOException {
        List<Integer> seeds = completeSeeds(system);
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        Evidence evidence = evidence(system, seeds);
        GridRun run = new GridRun(protocol, firstFold(), system, seeds.get(0));
        RunFigures figures = store.figures(run).orElseThrow();
        RunGraph graph =
                everybody
                        ? systems.everybody(run, store.everybody(run), listener)
                        : systems.graph(run, store.folder(run), listener);
        TrainingStatistics statistics = graph.statistics().orElse(null);
        ModelFolder folder =
                new ModelFolder(
                        system.systemName(),
                        version,
                        protocol.emotions(),
                        layout(system, statistics),
                        List.of(corpus),
                        commit,
                        run.seed());
        SystemTexts texts = new SystemTexts(system, figures, members(run));
        String card =
                new SystemCard(
                                system.systemName() + " " + version,
                                texts.what(),
                                evidence,
                                texts.weights(everybody, speakers()),
                                texts.training(corpus),
                                List.of(corpus))
                        .text();
        return Optional.of(
                folder.write(
                        models, Files.readAllBytes(graph.graph()), statistics, evidence, card));
    }

    private List<RunFigures> members(GridRun run) throws IOException {
        List<RunFigures> members = new ArrayList<>();
        for (GridRun member : systems.members(run)) {
            members.add(store.figures(member).orElseThrow());
        }
        return members;
    }

    private List<Integer> completeSeeds(ComparedSystem system) throws IOException {
        List<Integer> complete = new ArrayList<>();
        for (int seed : protocol.seeds()) {
            boolean all = true;
            for (FoldPlan.Fold fold : protocol.plan().folds()) {
                all &= store.figures(new GridRun(protocol, fold, system, seed)).isPresent();
            }
            if (all) {
                complete.add(seed);
            }
        }
        return complete;
    }

    private Evidence evidence(ComparedSystem system, List<Integer> seeds) throws IOException {
        List<ScoredClips> validation = new ArrayList<>();
        List<ScoredClips> test = new ArrayList<>();
        for (int seed : seeds) {
            List<ScoredClips> validationFolds = new ArrayList<>();
            List<ScoredClips> testFolds = new ArrayList<>();
            for (FoldPlan.Fold fold : protocol.plan().folds()) {
                RunScores scores =
                        new RunScores(store.folder(new GridRun(protocol, fold, system, seed)));
                validationFolds.add(scores.validation(RunScores.Weights.LAST));
                testFolds.add(scores.test(RunScores.Weights.LAST));
            }
            validation.add(ScoredClips.pooled(validationFolds));
            test.add(ScoredClips.pooled(testFolds));
        }
        return new Evidence(
                corpus,
                "unseen speakers: %d folds, pooled".formatted(protocol.plan().folds().size()),
                seeds,
                validation,
                test);
    }

    private FoldPlan.Fold firstFold() {
        return protocol.plan().folds().get(0);
    }

    private long speakers() {
        return protocol.clips().stream().map(clip -> clip.speaker()).distinct().count();
    }

    private static ModelLayout layout(
            ComparedSystem system, @Nullable TrainingStatistics statistics) {
        FunctionalLayout vector = statistics == null ? null : statistics.layout();
        return new ModelLayout(system.readsFrames() ? FeatureLayout.PAPER_36 : null, vector);
    }
}
