package dev.undertone.live;

import dev.undertone.audio.AudioDescription;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.RawFormat;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.segmentation.Segmenter;
import dev.undertone.segmentation.SpokenUtterances;
import dev.undertone.segmentation.UncutUtterances;
import dev.undertone.segmentation.UtteranceSegmenter;

/** What a session that has started hears: bytes -> samples -> utterances, on the session's strand. */
final class Hearing implements ContainerAudio.Session, AutoCloseable {

    /** What it needs of the session. */
    interface Session {

        /** Names the session, and its utterances by a number behind. */
        String id();

        /** Tells the caller. */
        void send(LiveEvent event);

        /** Tells the caller of a fault after which the session goes on. */
        void tell(RecognitionException fault);

        /** Runs a step on the strand, unless the session is over. */
        void later(Runnable step);

        /** So many bytes wait here; reading may have to pause for them. */
        void hold(long bytes);

        /** All that was to be heard has been answered. */
        void finished();
    }

    private final Session session;
    private final LiveOptions options;
    private final UtteranceFollower utterances;
    private final UtteranceSegmenter segmenter;
    private final StreamAudio audio;
    private boolean finishing;
    private long bytes;
    private long segmentingNanos;

    /**
     * Before the first byte.
     *
     * @throws RecognitionException if the format is beyond the limits
     */
    Hearing(Session session, LiveSessions house, LiveOptions options) {
        this.session = session;
        this.options = options;
        utterances = new UtteranceFollower(session, this::description, house, options);
        int longest =
                (int) (house.limits().utterance().toMillis() * Segmenter.SAMPLE_RATE_HZ / 1000);
        segmenter = options.vad() ? new SpokenUtterances(longest) : new UncutUtterances(longest);
        RawFormat format = options.rawFormat();
        AudioLimits limits = house.limits().audio();
        audio =
                format == null
                        ? new ContainerAudio(limits, this)
                        : new PcmAudio(format, limits, this::segment);
    }

    /** What the caller chose. */
    LiveOptions options() {
        return options;
    }

    /**
     * Takes audio.
     *
     * @param chunk given away
     * @param arrivedNanos when it came
     */
    void take(byte[] chunk, long arrivedNanos) {
        requireNotFinishing();
        bytes += chunk.length;
        utterances.arrived(arrivedNanos);
        long start = System.nanoTime();
        long segmentingBefore = segmentingNanos;
        audio.push(chunk);
        utterances.decoded(System.nanoTime() - start - (segmentingNanos - segmentingBefore));
        session.hold(audio.waitingBytes());
    }

    /** Ends the utterance at its caller's wish. */
    void flush() {
        requireNotFinishing();
        if (!options.vad()) {
            audio.restart();
            if (!utterances.isFollowing()) {
                session.tell(GrowingUtterance.tooShort(0));
            }
        }
        endUtterance();
    }

    /** Ends the utterance with what has come of it. */
    void endUtterance() {
        segmenter.flush(utterances);
    }

    /** Ends the audio. */
    void finish() {
        requireNotFinishing();
        if (bytes == 0) {
            throw new RecognitionException(Reason.EMPTY_BODY, "no audio came before finish");
        }
        finishing = true;
        audio.finish();
        if (audio.isEnded()) {
            endStream();
        }
    }

    /** Asks for a partial where one is due; to be called when nothing more waits. */
    void preview() {
        utterances.preview();
    }

    /** Refuses what comes too late. */
    void requireNotFinishing() {
        if (finishing) {
            throw new RecognitionException(Reason.OUT_OF_ORDER, "nothing may follow finish");
        }
    }

    @Override
    public void close() {
        utterances.close();
        audio.close();
    }

    @Override
    public void hand(Runnable step) {
        session.later(step);
    }

    @Override
    public void samples(float[] samples, int length) {
        segment(samples, length);
        session.hold(audio.waitingBytes());
    }

    @Override
    public void ended() {
        if (finishing) {
            endStream();
        } else {
            // What follows the end of a container is no audio; the session goes on until finish.
            session.hold(0);
        }
    }

    @Override
    public void failed(RecognitionException e) {
        throw e;
    }

    private void segment(float[] samples, int length) {
        long start = System.nanoTime();
        segmenter.push(samples, 0, length, utterances);
        segmentingNanos += System.nanoTime() - start;
    }

    /** All samples have come. */
    private void endStream() {
        segmenter.finish(utterances);
        if (utterances.begun() == 0 && GrowingUtterance.isTooShort(segmenter.seen())) {
            throw GrowingUtterance.tooShort(segmenter.seen());
        }
        session.finished();
    }

    private AudioDescription description(double durationSeconds) {
        return audio.description(durationSeconds);
    }
}
