package dev.undertone.live;

import dev.undertone.audio.AudioDescription;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.Stage;
import dev.undertone.segmentation.Ending;
import dev.undertone.segmentation.UtteranceConsumer;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the utterances of one session, on its strand: tells the partials of the one that grows, and its answer. */
final class UtteranceFollower implements UtteranceConsumer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UtteranceFollower.class);
    private static final int MS_PER_FRAME = 10;

    private final Hearing.Session session;
    private final DoubleFunction<AudioDescription> audio;
    private final LiveSessions house;
    private final LiveOptions options;
    private @Nullable GrowingUtterance utterance;
    private boolean previewing;
    private int begun;
    private long arrivedNanos;
    private long decodeNanos;

    /**
     * Before the first utterance.
     *
     * @param audio tells what the stream is, with the duration of one utterance in seconds
     */
    UtteranceFollower(
            Hearing.Session session,
            DoubleFunction<AudioDescription> audio,
            LiveSessions house,
            LiveOptions options) {
        this.session = session;
        this.audio = audio;
        this.house = house;
        this.options = options;
    }

    /** The audio that is worked on now came at this time. */
    void arrived(long nanos) {
        arrivedNanos = nanos;
        if (utterance != null) {
            utterance.spend(Stage.QUEUE, System.nanoTime() - nanos);
        }
    }

    /** Decoding took so long. */
    void decoded(long nanos) {
        decodeNanos += nanos;
    }

    /** Whether an utterance goes on. */
    boolean isFollowing() {
        return utterance != null;
    }

    /** Utterances so far. */
    int begun() {
        return begun;
    }

    /**
     * Asks for a partial where one is due; to be called when nothing more waits: a partial is of the newest audio, and
     * one that would come late is never computed.
     */
    void preview() {
        GrowingUtterance growing = utterance;
        int frames = options.partialEveryMs() / MS_PER_FRAME;
        if (growing == null || previewing || frames == 0 || !growing.hasNews(frames)) {
            return;
        }
        previewing = true;
        long arrived = arrivedNanos;
        var unused =
                growing.preview(house.batcher())
                        .whenComplete(
                                (partial, failure) ->
                                        session.later(
                                                () -> tell(growing, partial, failure, arrived)));
    }

    /** A partial that fails is left out: the whole utterance will tell. */
    private void tell(
            GrowingUtterance of,
            LiveEvent.@Nullable Partial partial,
            @Nullable Throwable failure,
            long arrived) {
        previewing = false;
        if (partial != null && of == utterance) {
            session.send(partial);
            house.listener().partial(System.nanoTime() - arrived);
        } else if (failure != null) {
            LOG.debug("a partial failed: {}", failure.toString());
        }
    }

    @Override
    public void began(long startSample) {
        begun++;
        utterance =
                new GrowingUtterance(session.id() + "." + begun, startSample, house.judge(options));
    }

    @Override
    public void grew(float[] samples, int offset, int length) {
        Objects.requireNonNull(utterance).grow(samples, offset, length);
    }

    @Override
    public void ended(Ending ending) {
        try (GrowingUtterance whole = Objects.requireNonNull(utterance)) {
            utterance = null;
            whole.spend(Stage.DECODE, decodeNanos);
            decodeNanos = 0;
            Recognition result = whole.finish(audio.apply(whole.durationSeconds()));
            session.send(
                    new LiveEvent.Utterance(
                            whole.id(),
                            whole.startMs(),
                            whole.endMs(),
                            new LiveEvent.EndedBy(ending),
                            result));
        } catch (RecognitionException e) {
            if (begun == 1 && ending == Ending.FINISH && e.reason() == Reason.AUDIO_TOO_SHORT) {
                throw e;
            }
            session.tell(e);
        }
    }

    @Override
    public void close() {
        if (utterance != null) {
            utterance.close();
            utterance = null;
        }
    }
}
