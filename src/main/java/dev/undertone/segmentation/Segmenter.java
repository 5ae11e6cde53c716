package dev.undertone.segmentation;

import dev.undertone.audio.Waveform;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one channel into the stretches to be judged, while its samples arrive in chunks of any size. The stretches do not
 * depend on the chunks. Keeps as many samples as its longest stretch may have and a second more; not for concurrent use.
 */
public abstract sealed class Segmenter permits SpeechSegmenter, WindowSegmenter, GivenSegmenter {

    /** Rate of the samples: that of every model's features. */
    public static final int SAMPLE_RATE_HZ = 16_000;

    /** The shortest stretch that can be judged: one frame of 25 ms. */
    static final int MIN_SAMPLES = 400;

    private static final int CHUNK_SAMPLES = SAMPLE_RATE_HZ;

    private final SampleHistory history;

    /**
     * Starts a recording.
     *
     * @param longestSamples how far before the last sample that has come a stretch may begin when it is told
     */
    Segmenter(int longestSamples) {
        this.history = new SampleHistory(Math.addExact(longestSamples, CHUNK_SAMPLES));
    }

    /**
     * Takes the next samples and hands out the stretches that they complete.
     *
     * @param samples at {@value #SAMPLE_RATE_HZ} Hz, finite; read during the call only
     * @param offset of the first one
     * @param length of the chunk, 0 or more
     * @param consumer takes the stretches
     * @throws IOException what the consumer throws
     */
    public final void push(float[] samples, int offset, int length, StretchConsumer consumer)
            throws IOException {
        Objects.checkFromIndexSize(offset, length, samples.length);
        for (int taken = 0; taken < length; ) {
            int count = Math.min(CHUNK_SAMPLES, length - taken);
            history.append(samples, offset + taken, count);
            advance(samples, offset + taken, count, consumer);
            taken += count;
        }
    }

    /**
     * Ends the recording and hands out what is left.
     *
     * @param consumer takes the stretches
     * @throws IOException what the consumer throws
     */
    public abstract void finish(StretchConsumer consumer) throws IOException;

    /** Hands out what a chunk, which has been remembered already, completes. */
    abstract void advance(float[] samples, int offset, int length, StretchConsumer consumer)
            throws IOException;

    /** How many samples have come. */
    final long seen() {
        return history.seen();
    }

    final void tell(Span span, @Nullable String speaker, StretchConsumer consumer)
            throws IOException {
        consumer.accept(
                new Stretch(
                        span.start(), new Waveform(history.copy(span), SAMPLE_RATE_HZ), speaker));
    }
}
