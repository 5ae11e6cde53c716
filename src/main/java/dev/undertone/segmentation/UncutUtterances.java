package dev.undertone.segmentation;

/** Every sample belongs to an utterance: the caller says where each ends, or its length does. */
public final class UncutUtterances extends UtteranceSegmenter {

    private final int longestSamples;
    private int length;

    /**
     * At the start of a stream.
     *
     * @param longestSamples of an utterance, positive
     */
    public UncutUtterances(int longestSamples) {
        this.longestSamples = longestSamples;
    }

    @Override
    void advance(float[] samples, int offset, int count, UtteranceConsumer consumer) {
        for (int taken = 0; taken < count; ) {
            if (length == 0) {
                consumer.began(seen() + taken);
            }
            int part = Math.min(count - taken, longestSamples - length);
            consumer.grew(samples, offset + taken, part);
            taken += part;
            length += part;
            if (length == longestSamples) {
                end(Ending.MAX_LENGTH, consumer);
            }
        }
    }

    @Override
    public void flush(UtteranceConsumer consumer) {
        end(Ending.FLUSH, consumer);
    }

    @Override
    public void finish(UtteranceConsumer consumer) {
        end(Ending.FINISH, consumer);
    }

    private void end(Ending ending, UtteranceConsumer consumer) {
        if (length > 0) {
            length = 0;
            consumer.ended(ending);
        }
    }
}
