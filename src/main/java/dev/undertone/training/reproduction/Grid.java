package dev.undertone.training.reproduction;

import java.util.ArrayList;
import java.util.List;

/**
 * All runs in the order in which they are begun: system by system, and within a system seed by seed, so that every finished
 * seed is a complete test of all speakers.
 *
 * @param runs in that order
 */
public record Grid(List<GridRun> runs) {

    public Grid {
        runs = List.copyOf(runs);
    }

    /** Every system on every protocol. */
    public static Grid of(List<Protocol> protocols, List<ComparedSystem> systems) {
        List<GridRun> runs = new ArrayList<>();
        for (Protocol protocol : protocols) {
            for (ComparedSystem system : systems) {
                for (int seed : protocol.seeds()) {
                    for (String split : protocol.splits().keySet()) {
                        runs.add(new GridRun(protocol, split, system, seed));
                    }
                }
            }
        }
        return new Grid(runs);
    }
}
