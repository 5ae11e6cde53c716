package dev.undertone.recognition;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalExtractor;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Extractors of utterance vectors, which keep scratch arrays and serve one thread at a time. Never more of a layout than
 * requests have worked at once, so admission bounds it.
 */
final class VectorPool {

    private final Map<FunctionalLayout, Queue<FunctionalExtractor>> idle =
            new ConcurrentHashMap<>();

    /**
     * The vector of a recording.
     *
     * @param waveform null where the vector needs none, see {@link #readsSamples}
     * @param frames the frame features of the same recording, before z-normalisation, which statistics of frames are
     *     taken from instead of computing them again
     */
    UtteranceVector extract(
            FunctionalLayout layout, @Nullable Waveform waveform, FeatureMatrix frames) {
        return with(layout, extractor -> extractor.extract(waveform, frames));
    }

    /** Whether the vector needs the samples where the frame features are at hand. */
    boolean readsSamples(FunctionalLayout layout) {
        return with(layout, FunctionalExtractor::readsSamples);
    }

    private <T> T with(FunctionalLayout layout, Function<FunctionalExtractor, T> use) {
        Queue<FunctionalExtractor> pool =
                idle.computeIfAbsent(layout, absent -> new ConcurrentLinkedQueue<>());
        FunctionalExtractor pooled = pool.poll();
        FunctionalExtractor extractor = pooled == null ? FunctionalExtractor.of(layout) : pooled;
        try {
            return use.apply(extractor);
        } finally {
            pool.add(extractor);
        }
    }
}
