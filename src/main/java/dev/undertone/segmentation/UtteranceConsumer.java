package dev.undertone.segmentation;

/** Follows the utterances of a stream: each begins, grows and ends before the next one begins. */
public interface UtteranceConsumer {

    /**
     * An utterance has begun.
     *
     * @param startSample its first sample on the stream's clock
     */
    void began(long startSample);

    /**
     * It goes on; what was handed out stays part of it, whatever comes.
     *
     * @param samples at 16 kHz; read during the call only
     * @param offset of the next one
     * @param length how many, positive
     */
    void grew(float[] samples, int offset, int length);

    /** It has all its samples. */
    void ended(Ending ending);
}
