package dev.undertone.recognition;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Feature extractors, which keep scratch arrays and serve one thread at a time. Never more than requests have worked at
 * once, so admission bounds it.
 */
final class ExtractorPool {

    private final Queue<FeatureExtractor> idle = new ConcurrentLinkedQueue<>();
    private final FeatureLayout layout;

    ExtractorPool(FeatureLayout layout) {
        this.layout = layout;
    }

    FeatureMatrix extract(Waveform waveform) {
        FeatureExtractor extractor = idle.poll();
        if (extractor == null) {
            extractor = new FeatureExtractor(layout);
        }
        try {
            return extractor.extract(waveform);
        } finally {
            idle.add(extractor);
        }
    }
}
