package dev.undertone.live;

import dev.undertone.live.LiveEvent.Bye;
import dev.undertone.recognition.Failures;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RequestId;
import java.util.Objects;
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
    private volatile long heardNanos = System.nanoTime();

    // What follows is the strand's own.
    private @Nullable Hearing hearing;
    private boolean ended;

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
        strand.post(() -> started().take(chunk, arrived), chunk.length);
    }

    /** Ends the utterance, not the stream. */
    public void flush() {
        post(() -> started().flush());
    }

    /** Ends the stream; its last answers and {@link Bye} follow. */
    public void finish() {
        post(() -> started().finish());
    }

    /** Nothing to say, but still here. */
    public void keepalive() {
        post(this::stay);
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
                    if (hearing != null) {
                        hearing.endUtterance();
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
            started().flush();
        } else if (message instanceof ControlMessage.Finish) {
            started().finish();
        } else {
            stay();
        }
    }

    private void begin(LiveOptions chosen) {
        if (hearing != null) {
            hearing.requireNotFinishing();
            boolean same = Objects.equals(hearing.options().rawFormat(), chosen.rawFormat());
            throw new RecognitionException(
                    same ? Reason.OUT_OF_ORDER : Reason.FORMAT_CHANGE,
                    "the session has started already");
        }
        ModelReference model = house.model(chosen);
        hearing = new Hearing(new Told(), house, chosen);
        transport.send(new LiveEvent.Ready(id, model));
    }

    private void stay() {
        if (hearing != null) {
            hearing.requireNotFinishing();
        }
    }

    private Hearing started() {
        if (hearing == null) {
            throw new RecognitionException(Reason.OUT_OF_ORDER, "expected start first");
        }
        return hearing;
    }

    private void preview() {
        if (!ended && hearing != null) {
            hearing.preview();
        }
    }

    /** What is told of what was heard. */
    private final class Told implements Hearing.Session {

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
            after(step);
        }

        @Override
        public void hold(long bytes) {
            strand.hold(bytes);
        }

        @Override
        public void finished() {
            end(Outcome.FINISHED, null, Bye.FINISHED);
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
        return thrown instanceof RuntimeException e
                ? Failures.unforeseen(e)
                : new RecognitionException(
                        Reason.INTERNAL, "the fault is logged under the session's id", thrown);
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
        if (hearing != null) {
            hearing.close();
        }
        strand.close();
        house.closed(this, outcome, reason);
        if (bye != null) {
            transport.send(bye);
        }
    }
}
