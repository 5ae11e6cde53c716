package dev.undertone.training.reproduction;

import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.training.vector.VectorLoader;
import dev.undertone.training.vector.VectorSplit;
import dev.undertone.training.vector.VectorUtterance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The utterance vectors of each protocol, computed once for all runs of this process. */
final class LoadedVectors {

    private final FunctionalLayout layout;
    private final Map<String, List<VectorUtterance>> loaded = new HashMap<>();

    LoadedVectors(FunctionalLayout layout) {
        this.layout = layout;
    }

    VectorSplit split(GridRun run) {
        Protocol protocol = run.protocol();
        List<VectorUtterance> utterances =
                loaded.computeIfAbsent(
                        protocol.name(), absent -> new VectorLoader(layout).load(protocol.clips()));
        return VectorSplit.of(utterances, run.fold().split(), protocol.emotions());
    }
}
