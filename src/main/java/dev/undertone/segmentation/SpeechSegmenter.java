package dev.undertone.segmentation;

import dev.undertone.frame.Frame;
import dev.undertone.frame.FrameStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where someone speaks: frames that are voiced, as {@link FrameVoicing} tells, joined as {@link SpeechBoundaries}
 * says. Causal: what has been told does not depend on what comes later, and a stretch is told 0.5 s after its last voice.
 */
public final class SpeechSegmenter extends Segmenter {

    private final FrameStream frames = new FrameStream(FrameVoicing.GRID);
    private final FrameVoicing voicing = new FrameVoicing();
    private final SpeechBoundaries boundaries = new SpeechBoundaries();
    private final List<Span> found = new ArrayList<>();

    /** At the start of a recording. */
    public SpeechSegmenter() {
        super(SpeechBoundaries.LONGEST_SAMPLES);
    }

    /** Whether someone speaks, or has spoken within the last half second. */
    public boolean isSpeaking() {
        return boundaries.isOpen();
    }

    @Override
    void advance(float[] samples, int offset, int length, StretchConsumer consumer)
            throws IOException {
        frames.push(samples, offset, length, this::take);
        tellFound(consumer);
    }

    @Override
    public void finish(StretchConsumer consumer) throws IOException {
        frames.finish(this::take);
        add(boundaries.finish());
        tellFound(consumer);
    }

    private void take(Frame frame) {
        voicing.analyze(frame);
        add(boundaries.next(voicing.isActive(), voicing.isVoiced(), voicing.power()));
    }

    private void add(@Nullable Span span) {
        if (span != null) {
            found.add(span);
        }
    }

    /** The last frames' padding may reach beyond the samples that have come: there the recording ends. */
    private void tellFound(StretchConsumer consumer) throws IOException {
        for (Span span : found) {
            tell(new Span(span.start(), Math.min(span.end(), seen())), null, consumer);
        }
        found.clear();
    }
}
