package dev.undertone.recognition;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Feature extractors, which keep scratch arrays and serve one thread at a time. Never more than requests have worked at
 * once, so admission bounds it.
 */
final class ExtractorPool {

    private final Map<FeatureLayout, Queue<FeatureExtractor>> idle = new ConcurrentHashMap<>();

    FeatureMatrix extract(FeatureLayout layout, Waveform waveform) {
        Queue<FeatureExtractor> pool =
                idle.computeIfAbsent(layout, absent -> new ConcurrentLinkedQueue<>());
        FeatureExtractor pooled = pool.poll();
        FeatureExtractor extractor = pooled == null ? new FeatureExtractor(layout) : pooled;
        try {
            return extractor.extract(waveform);
        } finally {
            pool.add(extractor);
        }
    }
}
