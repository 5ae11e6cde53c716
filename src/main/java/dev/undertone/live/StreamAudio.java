package dev.undertone.live;

import dev.undertone.audio.AudioDescription;
import dev.undertone.recognition.RecognitionException;

/** The audio of a session on its way from bytes to samples. */
interface StreamAudio extends AutoCloseable {

    /** Takes mono samples at 16 kHz. */
    @FunctionalInterface
    interface SampleConsumer {
        void accept(float[] samples, int length);
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes given away
     * @throws RecognitionException if the audio cannot be taken
     */
    void push(byte[] bytes);

    /** Ends an utterance that no pause ends: what comes behind it is another recording. */
    default void restart() {}

    /** Ends the audio; {@link #isEnded} says when all of it has come out. */
    void finish();

    /** Whether all has come out. */
    boolean isEnded();

    /** Bytes that wait here. */
    long waitingBytes();

    /** What it is, with the duration of one utterance. */
    AudioDescription description(double durationSeconds);

    @Override
    void close();
}
