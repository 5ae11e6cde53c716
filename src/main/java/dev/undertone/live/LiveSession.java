package dev.undertone.live;

import dev.undertone.audio.AudioDescription;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.RawFormat;
import dev.undertone.live.LiveEvent.Bye;
import dev.undertone.model.ModelException;
import dev.undertone.recognition.Failures;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RequestId;
import dev.undertone.segmentation.Segmenter;
import dev.undertone.segmentation.SpokenUtterances;
import dev.undertone.segmentation.UncutUtterances;
import dev.undertone.segmentation.UtteranceSegmenter;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller's stream: bytes -> samples -> utterances -> answers, while they come.
 *
 * <p>The public methods hand a message in from any thread and return at once; the work is done by the workers of {@link
 * LiveSessions}, one at a time and in order. A session ends with {@link Bye}, or silently where its caller is {@link
 * #gone}.
 */
public final class LiveSession {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    private final String id = RequestId.create();
    private final LiveSessions house;
    private final LiveTransport transport;
    private final Strand strand;
    private final Told told = new Told();
    private volatile long heardNanos = System.nanoTime();

    // What follows is the strand's own.
    private @Nullable LiveOptions options;
    private @Nullable StreamAudio audio;
    private @Nullable UtteranceSegmenter segmenter;
    private @Nullable UtteranceFollower utterances;
    private boolean finishing;
    private boolean ended;
    private long bytes;

    /** How a session that ends is counted. */
    enum Outcome {
        FINISHED,
        FAILED,
        CANCELLED
    }

    LiveSession(LiveSessions house, LiveTransport transport) {
        this.house = house;
        this.transport = transport;
        this.strand = new Strand(house.workers(), this::fail, this::preview, transport);
    }

    /** Names it in its events and in the log. */
    public String id() {
        return id;
    }

    /** Takes a message in the words of {@code /v1/stream}. */
    public void control(String json) {
        post(() -> take(ControlMessage.parse(json)));
    }

    /** Begins: what a caller says whose protocol has other words. */
    public void start(LiveOptions chosen) {
        post(() -> begin(chosen));
    }

    /**
     * Takes audio.
     *
     * @param chunk any number of bytes, even within a sample; given away
     */
    public void audio(byte[] chunk) {
        heardNanos = System.nanoTime();
        long arrived = heardNanos;
        strand.post(() -> take(chunk, arrived), chunk.length);
    }

    /** Ends the utterance, not the stream. */
    public void flush() {
        post(this::flushUtterance);
    }

    /** Ends the stream; its last answers and {@link Bye} follow. */
    public void finish() {
        post(this::finishStream);
    }

    /** Nothing to say, but still here. */
    public void keepalive() {
        post(this::requireNotFinishing);
    }

    /** Runs once what was handed in before has been worked on; never, where the session is over by then. */
    public void after(Runnable step) {
        strand.post(step::run, 0);
    }

    /** The caller has gone; nobody is left to be told. */
    public void gone() {
        strand.post(() -> end(Outcome.CANCELLED, null, null), 0);
    }

    /** Ends by a fault that whoever carries the messages has found. */
    public void refuse(RecognitionException fault) {
        strand.post(
                () -> {
                    throw fault;
                },
                0);
    }

    /** Ends by such a fault with the answer for what has come so far. */
    public void breakOff(RecognitionException fault) {
        strand.post(
                () -> {
                    if (segmenter != null && utterances != null) {
                        segmenter.flush(utterances);
                    }
                    throw fault;
                },
                0);
    }

    /** Ends since the service stops. */
    void stop() {
        breakOff(
                new RecognitionException(
                        Reason.SHUTTING_DOWN, "connect anew, another instance will answer"));
    }

    /** Ends where nothing has come for too long. */
    void requireNews(long nowNanos) {
        long seconds = house.limits().idleTimeout().toSeconds();
        if (nowNanos - heardNanos > house.limits().idleTimeout().toNanos()) {
            refuse(
                    new RecognitionException(
                            Reason.IDLE_TIMEOUT,
                            "expected audio or keepalive within %d seconds".formatted(seconds)));
        }
    }

    private void post(Strand.Step step) {
        heardNanos = System.nanoTime();
        strand.post(step, 0);
    }

    private void take(ControlMessage message) {
        if (message instanceof ControlMessage.Start start) {
            begin(start.options());
        } else if (message instanceof ControlMessage.Flush) {
            flushUtterance();
        } else if (message instanceof ControlMessage.Finish) {
            finishStream();
        } else {
            requireNotFinishing();
        }
    }

    private void begin(LiveOptions chosen) {
        requireNotFinishing();
        if (options != null) {
            boolean same = Objects.equals(options.rawFormat(), chosen.rawFormat());
            throw new RecognitionException(
                    same ? Reason.OUT_OF_ORDER : Reason.FORMAT_CHANGE,
                    "the session has started already");
        }
        ModelReference model = house.model(chosen);
        options = chosen;
        RawFormat format = chosen.rawFormat();
        AudioLimits limits = house.limits().audio();
        int longest =
                (int) (house.limits().utterance().toMillis() * Segmenter.SAMPLE_RATE_HZ / 1000);
        utterances = new UtteranceFollower(told, house, chosen);
        segmenter = chosen.vad() ? new SpokenUtterances(longest) : new UncutUtterances(longest);
        audio =
                format == null
                        ? new ContainerAudio(limits, new Decoded())
                        : new PcmAudio(format, limits, this::hear);
        transport.send(new LiveEvent.Ready(id, model));
    }

    private void take(byte[] chunk, long arrived) {
        StreamAudio stream = requireStarted();
        requireNotFinishing();
        bytes += chunk.length;
        UtteranceFollower follower = follower();
        follower.arrived(arrived);
        long start = System.nanoTime();
        stream.push(chunk);
        follower.decoded(System.nanoTime() - start);
        strand.hold(stream.waitingBytes());
    }

    private void hear(float[] samples, int length) {
        UtteranceFollower follower = follower();
        long start = System.nanoTime();
        Objects.requireNonNull(segmenter).push(samples, 0, length, follower);
        follower.decoded(start - System.nanoTime());
    }

    private void flushUtterance() {
        StreamAudio stream = requireStarted();
        requireNotFinishing();
        boolean cut = !Objects.requireNonNull(options).vad();
        if (cut) {
            stream.restart();
            if (!follower().isFollowing()) {
                told.tell(GrowingUtterance.tooShort(0));
            }
        }
        Objects.requireNonNull(segmenter).flush(follower());
    }

    private void finishStream() {
        StreamAudio stream = requireStarted();
        requireNotFinishing();
        if (bytes == 0) {
            throw new RecognitionException(Reason.EMPTY_BODY, "no audio came before finish");
        }
        finishing = true;
        stream.finish();
        if (stream.isEnded()) {
            sayGoodbye();
        }
    }

    /** All samples have come. */
    private void sayGoodbye() {
        UtteranceSegmenter cutter = Objects.requireNonNull(segmenter);
        cutter.finish(follower());
        if (follower().begun() == 0 && GrowingUtterance.isTooShort(cutter.seen())) {
            throw GrowingUtterance.tooShort(cutter.seen());
        }
        end(Outcome.FINISHED, null, Bye.FINISHED);
    }

    private void preview() {
        if (!ended && utterances != null) {
            utterances.preview();
        }
    }

    private StreamAudio requireStarted() {
        if (audio == null) {
            throw new RecognitionException(Reason.OUT_OF_ORDER, "expected start first");
        }
        return audio;
    }

    private UtteranceFollower follower() {
        return Objects.requireNonNull(utterances);
    }

    private void requireNotFinishing() {
        if (finishing) {
            throw new RecognitionException(Reason.OUT_OF_ORDER, "nothing may follow finish");
        }
    }

    /** What the follower of its utterances needs. */
    private final class Told implements UtteranceFollower.Session {

        @Override
        public String id() {
            return id;
        }

        @Override
        public void send(LiveEvent event) {
            transport.send(event);
        }

        @Override
        public void tell(RecognitionException fault) {
            log(fault);
            transport.send(new LiveEvent.Failure(false, Problem.of(fault, id)));
        }

        @Override
        public void later(Runnable step) {
            strand.post(step::run, 0);
        }

        @Override
        public AudioDescription description(double durationSeconds) {
            return Objects.requireNonNull(audio).description(durationSeconds);
        }
    }

    /** The samples of a container, on the strand. */
    private final class Decoded implements ContainerAudio.Session {

        @Override
        public void hand(Runnable step) {
            strand.post(step::run, 0);
        }

        @Override
        public void samples(float[] samples, int length) {
            hear(samples, length);
            strand.hold(Objects.requireNonNull(audio).waitingBytes());
        }

        @Override
        public void ended() {
            if (finishing) {
                sayGoodbye();
            } else {
                // What follows the end of a container is no audio; the session goes on until
                // finish.
                strand.hold(0);
            }
        }

        @Override
        public void failed(RecognitionException e) {
            throw e;
        }
    }

    /** A fault that ends the session. */
    private void fail(Throwable thrown) {
        RecognitionException e = reason(thrown);
        if (ended) {
            return;
        }
        log(e);
        transport.send(new LiveEvent.Failure(true, Problem.of(e, id)));
        int code = e.reason().webSocketClose().orElse(1011);
        end(Outcome.FAILED, e.reason(), new Bye(code, e.reason().code()));
    }

    private static RecognitionException reason(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        if (cause instanceof ModelException e) {
            return Failures.of(e);
        }
        return cause instanceof RuntimeException e
                ? Failures.unforeseen(e)
                : new RecognitionException(
                        Reason.INTERNAL, "the fault is logged under the session's id", cause);
    }

    private void log(RecognitionException e) {
        if (e.reason().isOurs()) {
            LOG.error("session {}: {}: {}", id, e.reason().code(), e.detail(), e);
        }
    }

    /** Frees all that the session holds, then says goodbye: a caller who comes anew at once finds room. */
    private void end(Outcome outcome, @Nullable Reason reason, @Nullable Bye bye) {
        if (ended) {
            return;
        }
        ended = true;
        if (utterances != null) {
            utterances.close();
        }
        if (audio != null) {
            audio.close();
        }
        strand.close();
        house.closed(this, outcome, reason);
        if (bye != null) {
            transport.send(bye);
        }
    }
}
