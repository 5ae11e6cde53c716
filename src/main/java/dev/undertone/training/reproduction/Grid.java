package dev.undertone.training.reproduction;

import dev.undertone.evaluation.FoldPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * All runs in the order in which they are begun: seed by seed, and within a seed system by system, so that a grid that is
 * stopped early has complete tests of all speakers for the first systems.
 *
 * @param runs in that order
 */
public record Grid(List<GridRun> runs) {

    public Grid {
        runs = List.copyOf(runs);
    }

    /** The systems that a protocol compares, in the order in which they are trained. */
    List<ComparedSystem> systems(Protocol protocol) {
        return runs.stream()
                .filter(run -> run.protocol().equals(protocol))
                .map(GridRun::system)
                .distinct()
                .toList();
    }

    /** The runs of several grids, one grid after the other. */
    public Grid then(Grid other) {
        List<GridRun> all = new ArrayList<>(runs);
        all.addAll(other.runs);
        return new Grid(all);
    }

    /** Every system on every protocol. */
    public static Grid of(List<Protocol> protocols, List<ComparedSystem> systems) {
        List<GridRun> runs = new ArrayList<>();
        for (Protocol protocol : protocols) {
            for (int seed : protocol.seeds()) {
                for (ComparedSystem system : systems) {
                    for (FoldPlan.Fold fold : protocol.plan().folds()) {
                        runs.add(new GridRun(protocol, fold, system, seed));
                    }
                }
            }
        }
        return new Grid(runs);
    }
}
