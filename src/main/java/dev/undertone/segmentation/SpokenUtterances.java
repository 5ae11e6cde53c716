package dev.undertone.segmentation;

/**
 * The stretches in which someone speaks, those that {@link SpeechSegmenter} finds in the same samples. An utterance begins
 * once its onset is sure, 0.1 to 0.3 s late, and is handed out up to where it certainly reaches: in a pause only as far as
 * the 0.2 s that it keeps of it.
 */
public final class SpokenUtterances extends UtteranceSegmenter {

    /** In one hop at most one frame is completed, so that what a frame says is known before the next sample is needed. */
    private static final int STEP = FrameVoicing.GRID.hopLengthSamples();

    private final SpeechTracker tracker;
    private final SampleHistory history =
            new SampleHistory(SpeechBoundaries.LOOK_BACK_SAMPLES + FrameVoicing.SAMPLE_RATE_HZ / 4);
    private boolean isOpen;
    private long handedOut;

    /**
     * At the start of a stream.
     *
     * @param longestSamples of an utterance, at least a second
     */
    public SpokenUtterances(int longestSamples) {
        tracker = new SpeechTracker(longestSamples);
    }

    @Override
    void advance(float[] samples, int offset, int length, UtteranceConsumer consumer) {
        for (int taken = 0; taken < length; taken += STEP) {
            int count = Math.min(STEP, length - taken);
            history.append(samples, offset + taken, count);
            tracker.push(samples, offset + taken, count, span -> end(span, consumer));
            if (tracker.isSpeaking()) {
                grow(tracker.openedAt(), tracker.certainEnd(), consumer);
            }
        }
    }

    @Override
    public void flush(UtteranceConsumer consumer) {
        tracker.flush(span -> end(span, Ending.FLUSH, consumer));
    }

    @Override
    public void finish(UtteranceConsumer consumer) {
        tracker.drain(span -> end(span, consumer));
        tracker.flush(span -> end(span, Ending.FINISH, consumer));
    }

    private void end(Span span, UtteranceConsumer consumer) {
        end(span, span.isCut() ? Ending.MAX_LENGTH : Ending.VAD, consumer);
    }

    private void end(Span span, Ending ending, UtteranceConsumer consumer) {
        grow(span.start(), span.end(), consumer);
        isOpen = false;
        consumer.ended(ending);
    }

    private void grow(long start, long end, UtteranceConsumer consumer) {
        if (!isOpen) {
            isOpen = true;
            handedOut = start;
            consumer.began(start);
        }
        if (end > handedOut) {
            history.read(new Span(handedOut, end), consumer::grew);
            handedOut = end;
        }
    }
}
