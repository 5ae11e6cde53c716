package dev.undertone.training.reproduction;

import dev.undertone.evaluation.PairedComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The finished part of a grid. */
final class GridFigures {

    private final Map<Protocol, Map<ComparedSystem, List<List<RunFigures>>>> complete =
            new LinkedHashMap<>();
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
                        systems.forEach(
                                (system, seeds) ->
                                        take(protocol, system, seeds.values().stream().toList())));
    }

    private void take(Protocol protocol, ComparedSystem system, List<List<RunFigures>> seeds) {
        int folds = protocol.plan().folds().size();
        List<List<RunFigures>> whole = seeds.stream().filter(runs -> runs.size() == folds).toList();
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
                .map(entry -> SystemFigures.of(entry.getKey(), entry.getValue(), state))
                .toList();
    }

    /** Two systems on the same speakers; empty where one of them is not complete. */
    Optional<PairedComparison> paired(
            Protocol protocol,
            ComparedSystem first,
            ComparedSystem second,
            SystemFigures.State state) {
        Map<ComparedSystem, List<List<RunFigures>>> systems =
                complete.getOrDefault(protocol, Map.of());
        if (!systems.containsKey(first) || !systems.containsKey(second)) {
            return Optional.empty();
        }
        return Optional.of(
                PairedComparison.of(
                        perSpeaker(systems, first, state), perSpeaker(systems, second, state)));
    }

    private static Map<String, Double> perSpeaker(
            Map<ComparedSystem, List<List<RunFigures>>> systems,
            ComparedSystem system,
            SystemFigures.State state) {
        return SystemFigures.of(system, systems.getOrDefault(system, List.of()), state)
                .perSpeaker();
    }
}
