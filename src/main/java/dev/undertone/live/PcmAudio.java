package dev.undertone.live;

import dev.undertone.audio.AudioDescription;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.PushedAudio;
import dev.undertone.audio.RawFormat;
import dev.undertone.recognition.Failures;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.segmentation.Segmenter;

/** Samples without a header, decoded at once by whoever brings them. */
final class PcmAudio implements StreamAudio {

    /** A large message is taken in parts, since every buffer on the way is as large as the largest part. */
    private static final int PART_BYTES = 4 * 1024;

    private final PushedAudio audio;
    private final SampleConsumer consumer;
    private boolean ended;

    /**
     * Before the first byte.
     *
     * @throws RecognitionException if the format is beyond the limits
     */
    PcmAudio(RawFormat format, AudioLimits limits, SampleConsumer consumer) {
        this.consumer = consumer;
        try {
            this.audio = new PushedAudio(format, limits, Segmenter.SAMPLE_RATE_HZ);
        } catch (AudioException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public void push(byte[] bytes) {
        try {
            for (int taken = 0; taken < bytes.length; taken += PART_BYTES) {
                int count = Math.min(PART_BYTES, bytes.length - taken);
                int length = audio.push(bytes, taken, count);
                consumer.accept(audio.samples(), length);
            }
        } catch (AudioException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public void restart() {
        int length = audio.finish();
        consumer.accept(audio.samples(), length);
    }

    @Override
    public void finish() {
        ended = true;
        if (audio.pendingBytes() > 0) {
            throw new RecognitionException(
                    Reason.MALFORMED_AUDIO, "ends within a sample of all channels");
        }
        restart();
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public long waitingBytes() {
        return 0;
    }

    @Override
    public AudioDescription description(double durationSeconds) {
        return audio.description(durationSeconds);
    }

    @Override
    public void close() {
        audio.close();
    }
}
