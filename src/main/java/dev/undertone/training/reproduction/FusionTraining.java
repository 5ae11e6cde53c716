package dev.undertone.training.reproduction;

import ai.djl.ndarray.NDManager;
import dev.undertone.evaluation.FoldPlan;
import dev.undertone.evaluation.LinearFusion;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.normalization.TrainingStatistics;
import dev.undertone.training.RunScores;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.export.DenseLayers;
import dev.undertone.training.export.Fusion;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.export.OnnxImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fusion of finished systems, fitted on the scores of the validation speakers, whom no member learned from. Its figures
 * are those of the last and of the early-stopped weights of its members.
 */
final class FusionTraining implements SystemTraining {

    private final RunStore store;
    private final Systems systems;

    /**
     * Fusions of runs of one store.
     *
     * @param systems that train the members
     */
    FusionTraining(RunStore store, Systems systems) {
        this.store = store;
        this.systems = systems;
    }

    @Override
    public RunFigures run(GridRun run, Path folder, TrainingListener listener) throws IOException {
        long parameters = 0;
        double wallSeconds = 0;
        double cpuSeconds = 0;
        List<RunFigures> finished = new ArrayList<>();
        for (GridRun member : systems.members(run)) {
            RunFigures figures = store.figures(member).orElseThrow();
            finished.add(figures);
            parameters += figures.parameters();
            wallSeconds += figures.wallSeconds();
            cpuSeconds += figures.cpuSeconds();
        }
        // first: a member whose folder was lost is trained again, and its scores with it
        List<RunGraph> graphs = new ArrayList<>();
        for (GridRun member : systems.members(run)) {
            graphs.add(systems.graph(member, store.folder(member), listener));
        }
        Fused last = fused(run, RunScores.Weights.LAST);
        Fused earlyStopped = fused(run, RunScores.Weights.EARLY_STOPPED);
        export(last.fusion, graphs, folder);
        RunScores scores = new RunScores(folder);
        return new RunFigures(
                run.id(),
                run.system().systemName(),
                run.seed(),
                last.fusion,
                finished.get(0).trainingClips(),
                finished.get(0).trainingSpeakers(),
                List.of(),
                RunFigures.Evaluated.keep(
                        scores, RunScores.Weights.LAST, 0, last.validation, last.test),
                RunFigures.Evaluated.keep(
                        scores,
                        RunScores.Weights.EARLY_STOPPED,
                        0,
                        earlyStopped.validation,
                        earlyStopped.test),
                parameters,
                wallSeconds,
                cpuSeconds);
    }

    /** Fitted on the validation speakers of all folds, each scored by a member that had not heard them. */
    @Override
    public void everybody(GridRun run, Path folder, TrainingListener listener) throws IOException {
        List<RunGraph> graphs = new ArrayList<>();
        List<ScoredClips> validation = new ArrayList<>();
        for (GridRun member : systems.members(run)) {
            graphs.add(systems.everybody(member, store.everybody(member), listener));
            List<ScoredClips> folds = new ArrayList<>();
            for (FoldPlan.Fold fold : run.protocol().plan().folds()) {
                GridRun cell = new GridRun(run.protocol(), fold, member.system(), run.seed());
                folds.add(new RunScores(store.folder(cell)).validation(RunScores.Weights.LAST));
            }
            validation.add(ScoredClips.pooled(folds));
        }
        export(fusion(run, validation), graphs, folder);
    }

    private static void export(LinearFusion fusion, List<RunGraph> members, Path folder)
            throws IOException {
        int classes = fusion.offsets().size();
        float[] offsets = new float[classes];
        for (int k = 0; k < classes; k++) {
            offsets[k] = fusion.offsets().get(k).floatValue();
        }
        Fusion graph = new Fusion(offsets);
        RunGraph target = new RunGraph(folder);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int m = 0; m < members.size(); m++) {
                byte[] onnx = Files.readAllBytes(members.get(m).graph());
                float[][] weights = Fusion.factor(fusion.weights().get(m), classes);
                Optional<TrainingStatistics> statistics = members.get(m).statistics();
                if (statistics.isPresent()) {
                    graph.add(DenseLayers.read(onnx), weights);
                    target.writeStatistics(statistics.get());
                } else {
                    graph.add(OnnxImporter.read(onnx).network(manager), weights);
                }
            }
            OnnxExporter.export(graph, target.graph());
        }
    }

    /** The paper's fusion by logistic regression; ours by the mean, which does not overfit six speakers. */
    private static LinearFusion fusion(GridRun run, List<ScoredClips> validation) {
        ComparedSystem system = run.system();
        return system == ComparedSystem.FUSION
                ? LinearFusion.fit(validation)
                : LinearFusion.calibratedMean(
                        validation, system.members().stream().map(system::share).toList());
    }

    private record Fused(LinearFusion fusion, ScoredClips validation, ScoredClips test) {}

    private Fused fused(GridRun run, RunScores.Weights weights) throws IOException {
        List<ScoredClips> validation = new ArrayList<>();
        List<ScoredClips> test = new ArrayList<>();
        for (GridRun member : systems.members(run)) {
            RunScores scores = new RunScores(store.folder(member));
            validation.add(scores.validation(weights));
            test.add(scores.test(weights));
        }
        LinearFusion fusion = fusion(run, validation);
        return new Fused(fusion, fusion.fuse(validation), fusion.fuse(test));
    }
}
