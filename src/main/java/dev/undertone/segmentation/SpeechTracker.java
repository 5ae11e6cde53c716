package dev.undertone.segmentation;

import dev.undertone.frame.Frame;
import dev.undertone.frame.FrameStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows where someone speaks, without keeping the samples: frames that are voiced, as {@link FrameVoicing} tells, joined
 * as {@link SpeechBoundaries} says. What it says does not depend on the chunks that the samples come in.
 */
final class SpeechTracker {

    private final FrameStream frames = new FrameStream(FrameVoicing.GRID);
    private final FrameVoicing voicing = new FrameVoicing();
    private final SpeechBoundaries boundaries;

    /**
     * At the start of a recording.
     *
     * @param longestSamples of a stretch, at least a second
     */
    SpeechTracker(int longestSamples) {
        boundaries = new SpeechBoundaries(longestSamples);
    }

    /** Takes the next samples; tells the stretches that they complete. */
    void push(float[] samples, int offset, int length, Consumer<Span> ended) {
        frames.push(samples, offset, length, frame -> take(frame, ended));
    }

    /** Ends the stretch that goes on, as if its speaker had fallen silent; the recording goes on. */
    void flush(Consumer<Span> ended) {
        tell(boundaries.finish(frames.samplesSeen()), ended);
    }

    /** Takes the frames that waited for samples that do not come any more: the recording has ended. */
    void drain(Consumer<Span> ended) {
        frames.finish(frame -> take(frame, ended));
    }

    /** Whether someone speaks, or has spoken within the last half second. */
    boolean isSpeaking() {
        return boundaries.isOpen();
    }

    /** First sample of the stretch that goes on. */
    long openedAt() {
        return boundaries.openedAt();
    }

    /** Behind the last sample that the stretch which goes on has for certain. */
    long certainEnd() {
        return boundaries.certainEnd();
    }

    private void take(Frame frame, Consumer<Span> ended) {
        voicing.analyze(frame);
        tell(boundaries.next(voicing.isActive(), voicing.isVoiced()), ended);
    }

    private static void tell(@Nullable Span span, Consumer<Span> ended) {
        if (span != null) {
            ended.accept(span);
        }
    }
}
