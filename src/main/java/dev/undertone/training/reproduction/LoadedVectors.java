package dev.undertone.training.reproduction;

import dev.undertone.evaluation.SpeakerSplit;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.training.Renditions;
import dev.undertone.training.vector.VectorLoader;
import dev.undertone.training.vector.VectorSplit;
import dev.undertone.training.vector.VectorUtterance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The utterance vectors of each protocol, computed once for all runs of this process. */
final class LoadedVectors {

    private final VectorLoader loader;
    private final Map<String, List<VectorUtterance>> loaded = new HashMap<>();

    LoadedVectors(FunctionalLayout layout, Renditions renditions) {
        this.loader = new VectorLoader(layout, renditions);
    }

    VectorSplit split(GridRun run, SpeakerSplit split) {
        Protocol protocol = run.protocol();
        List<VectorUtterance> utterances =
                loaded.computeIfAbsent(protocol.name(), absent -> loader.load(protocol.clips()));
        return VectorSplit.of(utterances, split, protocol.emotions());
    }
}
