package dev.undertone.training.reproduction;

import dev.undertone.evaluation.PairedComparison;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The finished part of a grid. */
final class GridFigures {

    /** By seed, one run per fold. */
    private final Map<Protocol, Map<ComparedSystem, SortedMap<Integer, List<RunFigures>>>>
            complete = new LinkedHashMap<>();

    private int finished;

    /**
     * Takes what is finished.
     *
     * @param grid all runs
     * @param figures by run, of the finished ones
     */
    GridFigures(Grid grid, Map<GridRun, RunFigures> figures) {
        finished = figures.size();
        Map<Protocol, Map<ComparedSystem, Map<Integer, List<RunFigures>>>> all =
                new LinkedHashMap<>();
        for (GridRun run : grid.runs()) {
            RunFigures done = figures.get(run);
            if (done != null) {
                all.computeIfAbsent(run.protocol(), first -> new TreeMap<>())
                        .computeIfAbsent(run.system(), first -> new TreeMap<>())
                        .computeIfAbsent(run.seed(), first -> new ArrayList<>())
                        .add(done);
            }
        }
        all.forEach(
                (protocol, systems) ->
                        systems.forEach((system, seeds) -> take(protocol, system, seeds)));
    }

    private void take(
            Protocol protocol, ComparedSystem system, Map<Integer, List<RunFigures>> seeds) {
        int folds = protocol.plan().folds().size();
        SortedMap<Integer, List<RunFigures>> whole = new TreeMap<>(seeds);
        whole.values().removeIf(runs -> runs.size() < folds);
        if (!whole.isEmpty()) {
            complete.computeIfAbsent(protocol, first -> new TreeMap<>()).put(system, whole);
        }
    }

    int finishedRuns() {
        return finished;
    }

    List<Protocol> protocols() {
        return List.copyOf(complete.keySet());
    }

    /** The systems with at least one seed that all folds have finished. */
    List<SystemFigures> systems(Protocol protocol, SystemFigures.State state) {
        return complete.getOrDefault(protocol, Map.of()).entrySet().stream()
                .map(entry -> SystemFigures.of(entry.getKey(), entry.getValue().values(), state))
                .toList();
    }

    /** The seeds that two systems have both finished: what they can be compared on. */
    Set<Integer> sharedSeeds(Protocol protocol, ComparedSystem first, ComparedSystem second) {
        Set<Integer> shared = new TreeSet<>(seeds(protocol, first).keySet());
        shared.retainAll(seeds(protocol, second).keySet());
        return shared;
    }

    /**
     * Two systems on the same speakers and seeds.
     *
     * @param seeds that both have finished, at least one
     */
    PairedComparison paired(
            Protocol protocol,
            ComparedSystem first,
            ComparedSystem second,
            Set<Integer> seeds,
            SystemFigures.State state) {
        return PairedComparison.of(
                perSpeaker(protocol, first, seeds, state),
                perSpeaker(protocol, second, seeds, state));
    }

    private Map<String, Double> perSpeaker(
            Protocol protocol,
            ComparedSystem system,
            Set<Integer> seeds,
            SystemFigures.State state) {
        SortedMap<Integer, List<RunFigures>> runs = new TreeMap<>(seeds(protocol, system));
        runs.keySet().retainAll(seeds);
        return SystemFigures.of(system, runs.values(), state).perSpeaker();
    }

    private SortedMap<Integer, List<RunFigures>> seeds(Protocol protocol, ComparedSystem system) {
        return complete.getOrDefault(protocol, Map.of())
                .getOrDefault(system, Collections.emptySortedMap());
    }
}
