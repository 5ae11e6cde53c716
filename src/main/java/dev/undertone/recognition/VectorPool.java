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
     * @param frames the frame features of the same recording, before z-normalisation, which statistics of frames are
     *     taken from instead of computing them again
     */
    UtteranceVector extract(FunctionalLayout layout, Waveform waveform, FeatureMatrix frames) {
        Queue<FunctionalExtractor> pool =
                idle.computeIfAbsent(layout, absent -> new ConcurrentLinkedQueue<>());
        FunctionalExtractor pooled = pool.poll();
        FunctionalExtractor extractor = pooled == null ? FunctionalExtractor.of(layout) : pooled;
        try {
            return extractor.extract(waveform, frames);
        } finally {
            pool.add(extractor);
        }
    }
}
