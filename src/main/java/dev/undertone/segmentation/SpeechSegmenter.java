package dev.undertone.segmentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where someone speaks, as {@link SpeechTracker} does, and hands out each stretch once it has ended. Causal: what has
 * been told does not depend on what comes later, and a stretch is told 0.5 s after its last voice.
 */
public final class SpeechSegmenter extends Segmenter {

    private final SpeechTracker tracker = new SpeechTracker(SpeechBoundaries.LONGEST_SAMPLES);
    private final List<Span> found = new ArrayList<>();

    /** At the start of a recording. */
    public SpeechSegmenter() {
        super(SpeechBoundaries.LONGEST_SAMPLES + SpeechBoundaries.LOOK_BACK_SAMPLES);
    }

    @Override
    void advance(float[] samples, int offset, int length, StretchConsumer consumer)
            throws IOException {
        tracker.push(samples, offset, length, found::add);
        tellFound(consumer);
    }

    @Override
    public void finish(StretchConsumer consumer) throws IOException {
        tracker.drain(found::add);
        tracker.flush(found::add);
        tellFound(consumer);
    }

    private void tellFound(StretchConsumer consumer) throws IOException {
        for (Span span : found) {
            tell(span, null, consumer);
        }
        found.clear();
    }
}
