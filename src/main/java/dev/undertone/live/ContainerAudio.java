package dev.undertone.live;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioDescription;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.AudioStream;
import dev.undertone.audio.ChannelMode;
import dev.undertone.recognition.Failures;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.segmentation.Segmenter;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A container that arrives in pieces: Ogg or WebM from a browser, or any other that is read from front to back. A demuxer
 * cannot be stopped in the middle of a packet, so each stream has a thread of its own that waits for bytes and decodes;
 * the samples are handed to the session's own thread, a bounded number of blocks ahead.
 */
final class ContainerAudio implements StreamAudio {

    /** Longer and larger than any stream. */
    private static final Duration NO_END = Duration.ofDays(3650);

    private static final int BLOCKS_AHEAD = 32;

    private final AudioDecoder decoder;
    private final Session session;
    private final PipedBytes bytes = new PipedBytes();
    private final Semaphore blocks = new Semaphore(BLOCKS_AHEAD);
    private final Thread thread;
    private volatile @Nullable AudioDescription description;
    private boolean ended;

    /** Where samples, the end and a failure are handed to; runs its steps one after the other. */
    interface Session {

        void hand(Runnable step);

        void samples(float[] samples, int length);

        void ended();

        void failed(RecognitionException e);
    }

    /** Starts the thread, which waits for bytes. */
    ContainerAudio(AudioLimits limits, Session session) {
        this.session = session;
        this.decoder =
                new AudioDecoder(
                        new AudioLimits(
                                Long.MAX_VALUE,
                                NO_END,
                                limits.maxChannels(),
                                limits.minSampleRateHz(),
                                limits.maxSampleRateHz()));
        this.thread = new Thread(this::run, "live-decoder");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void push(byte[] chunk) {
        bytes.write(chunk);
    }

    @Override
    public void finish() {
        bytes.finish();
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public long waitingBytes() {
        return bytes.size();
    }

    @Override
    public AudioDescription description(double durationSeconds) {
        AudioDescription known = description;
        if (known == null) {
            throw new IllegalStateException("expected a description before the first sample");
        }
        return new AudioDescription(
                durationSeconds,
                known.container(),
                known.codec(),
                known.sampleRateHz(),
                known.channels());
    }

    /** Nobody waits for what it decodes any more; the thread ends by itself. */
    @Override
    public void close() {
        bytes.abandon();
        thread.interrupt();
    }

    private void run() {
        try (AudioStream audio = decoder.open(bytes, ChannelMode.MIX, Segmenter.SAMPLE_RATE_HZ)) {
            while (audio.next()) {
                description = audio.description();
                blocks.acquire();
                float[] block = Arrays.copyOf(audio.samples(0), audio.length());
                session.hand(() -> take(block));
            }
            session.hand(this::end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AudioException e) {
            fail(Failures.of(e));
        } catch (IOException e) {
            fail(new RecognitionException(Reason.MALFORMED_AUDIO, "cannot be read", e));
        } catch (RuntimeException
                | Error e) { // a failure of the engine ends the session, not the service
            fail(
                    new RecognitionException(
                            Reason.INTERNAL, "the fault is logged under the session's id", e));
        }
    }

    private void take(float[] block) {
        blocks.release();
        session.samples(block, block.length);
    }

    private void end() {
        ended = true;
        session.ended();
    }

    private void fail(RecognitionException e) {
        session.hand(() -> session.failed(e));
    }
}
