package dev.undertone.segmentation;

/**
 * Cuts a stream of samples at {@value Segmenter#SAMPLE_RATE_HZ} Hz into utterances and hands each one out while it grows.
 * The utterances do not depend on the chunks that the samples come in. Keeps a second of samples at most; not for
 * concurrent use.
 */
public abstract sealed class UtteranceSegmenter permits SpokenUtterances, UncutUtterances {

    private long seen;

    /**
     * Takes the next samples.
     *
     * @param samples finite; read during the call only
     * @param offset of the first one
     * @param length how many, 0 or more
     * @param consumer hears of the utterances
     */
    public final void push(float[] samples, int offset, int length, UtteranceConsumer consumer) {
        advance(samples, offset, length, consumer);
        seen += length;
    }

    /** Ends the utterance that goes on, if one does; the stream goes on. */
    public abstract void flush(UtteranceConsumer consumer);

    /** Ends the stream. */
    public abstract void finish(UtteranceConsumer consumer);

    /** How many samples have come. */
    public final long seen() {
        return seen;
    }

    abstract void advance(float[] samples, int offset, int length, UtteranceConsumer consumer);
}
