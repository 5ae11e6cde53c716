package dev.undertone.training.reproduction;

import dev.undertone.evaluation.LinearFusion;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fusion of finished systems, fitted on the scores of the validation speakers, whom no member learned from. Its figures
 * are those of the last and of the early-stopped weights of its members.
 */
final class FusionTraining implements SystemTraining {

    private final RunStore store;
    private final Map<ComparedSystem, List<ComparedSystem>> members;

    /**
     * Fusions of runs of one store.
     *
     * @param members by fused system; recurrent ones first, the first of them being the one whose seed and speakers count
     */
    FusionTraining(RunStore store, Map<ComparedSystem, List<ComparedSystem>> members) {
        this.store = store;
        this.members = Map.copyOf(members);
    }

    private List<GridRun> members(GridRun run) {
        return members.getOrDefault(run.system(), List.of()).stream().map(run::of).toList();
    }

    @Override
    public RunFigures run(GridRun run, Path folder, TrainingListener listener) throws IOException {
        long parameters = 0;
        double wallSeconds = 0;
        double cpuSeconds = 0;
        List<RunFigures> finished = new ArrayList<>();
        for (GridRun member : members(run)) {
            RunFigures figures = store.figures(member).orElseThrow();
            finished.add(figures);
            parameters += figures.parameters();
            wallSeconds += figures.wallSeconds();
            cpuSeconds += figures.cpuSeconds();
        }
        Fused last = fused(run, RunScores.Weights.LAST);
        Fused earlyStopped = fused(run, RunScores.Weights.EARLY_STOPPED);
        RunScores scores = new RunScores(folder);
        return new RunFigures(
                run.id(),
                run.system().systemName(),
                run.seed(),
                last.fusion,
                finished.get(0).trainingClips(),
                finished.get(0).trainingSpeakers(),
                List.of(),
                scores.write(RunScores.Weights.LAST, 0, last.validation, last.test),
                scores.write(
                        RunScores.Weights.EARLY_STOPPED,
                        0,
                        earlyStopped.validation,
                        earlyStopped.test),
                parameters,
                wallSeconds,
                cpuSeconds);
    }

    /** Whether all members of a cell are finished. */
    boolean isReady(GridRun run) throws IOException {
        for (GridRun member : members(run)) {
            if (store.figures(member).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private record Fused(LinearFusion fusion, ScoredClips validation, ScoredClips test) {}

    private Fused fused(GridRun run, RunScores.Weights weights) throws IOException {
        List<ScoredClips> validation = new ArrayList<>();
        List<ScoredClips> test = new ArrayList<>();
        for (GridRun member : members(run)) {
            RunScores scores = new RunScores(store.folder(member));
            validation.add(scores.validation(weights));
            test.add(scores.test(weights));
        }
        LinearFusion fusion = LinearFusion.fit(validation);
        return new Fused(fusion, fusion.fuse(validation), fusion.fuse(test));
    }
}
