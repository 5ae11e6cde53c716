package dev.undertone.grpc;

import dev.undertone.grpc.v1.StreamRequest;
import dev.undertone.grpc.v1.StreamResponse;
import dev.undertone.live.LiveEvent;
import dev.undertone.live.LiveSession;
import dev.undertone.live.LiveSessions;
import dev.undertone.live.LiveTransport;
import dev.undertone.live.RareMessages;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code Stream}: what it brings goes to its session, what the session tells goes out by its {@link Replies}.
 * The next message is asked for only while the session keeps up, so that a caller who sends too fast is held by HTTP/2.
 */
final class StreamCall implements StreamObserver<StreamRequest>, LiveTransport {

    private final ServerCallStreamObserver<StreamResponse> call;
    private final CallPass pass;
    private final int maxMessageBytes;
    private final Replies replies;
    private final RareMessages words = new RareMessages();
    private @Nullable LiveSession session;
    private volatile @Nullable Problem problem;
    private boolean finished;

    // Guarded by this.
    private boolean paused;
    private boolean owed;

    private StreamCall(
            ServerCallStreamObserver<StreamResponse> call,
            Caller caller,
            int maxMessageBytes,
            ScheduledExecutorService clock) {
        this.call = call;
        this.pass = caller.pass();
        this.maxMessageBytes = maxMessageBytes;
        this.replies = new Replies(call, caller.cut(), this::stalled, clock);
    }

    /**
     * Opens the session of a call that begins.
     *
     * @throws RecognitionException if there is no place after all
     */
    static StreamCall open(
            ServerCallStreamObserver<StreamResponse> call,
            Caller caller,
            LiveSessions.Place place,
            int maxMessageBytes,
            ScheduledExecutorService clock) {
        StreamCall stream = new StreamCall(call, caller, maxMessageBytes, clock);
        call.setOnReadyHandler(stream.replies::drain);
        call.setOnCancelHandler(stream::gone);
        call.setOnCloseHandler(stream.replies::abandon);
        stream.session = place.open(stream);
        call.request(1);
        return stream;
    }

    @Override
    public void onNext(StreamRequest message) {
        try {
            take(message);
        } catch (RecognitionException e) {
            opened().refuse(e);
        }
        synchronized (this) {
            if (paused) {
                owed = true;
                return;
            }
        }
        call.request(1);
    }

    /** The caller has no more to say. */
    @Override
    public void onCompleted() {
        if (!finished) {
            opened().finish();
        }
    }

    /** Said of a call that is cancelled, whose handler has acted already. */
    @Override
    public void onError(Throwable cancelled) {}

    @Override
    public void send(LiveEvent event) {
        if (event instanceof LiveEvent.Utterance utterance) {
            pass.heard(utterance.result().judgedSeconds());
        }
        if (event instanceof LiveEvent.Failure failure && failure.fatal()) {
            problem = failure.problem();
        }
        replies.send(EventMessages.of(event));
        if (event instanceof LiveEvent.Bye) {
            Problem cause = problem;
            replies.end(cause == null ? null : ProblemStatus.of(cause));
        }
    }

    @Override
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        synchronized (this) {
            paused = false;
            if (!owed) {
                return;
            }
            owed = false;
        }
        call.request(1);
    }

    private void take(StreamRequest message) {
        switch (message.getRequestCase()) {
            case AUDIO -> {
                requireSize(message.getAudio().size());
                opened().audio(message.getAudio().toByteArray());
            }
            case START -> {
                requireSize(message.getSerializedSize());
                requireFew();
                opened().start(CallerOptions.of(message.getStart()));
            }
            case FLUSH -> {
                requireFew();
                opened().flush();
            }
            case KEEPALIVE -> {
                requireFew();
                opened().keepalive();
            }
            case FINISH -> {
                requireFew();
                finished = true;
                opened().finish();
            }
            case REQUEST_NOT_SET ->
                    throw new RecognitionException(
                            Reason.INVALID_MESSAGE,
                            "expected start, audio, flush, keepalive or finish");
        }
    }

    private void requireSize(int bytes) {
        if (bytes > maxMessageBytes) {
            throw new RecognitionException(
                    Reason.AUDIO_TOO_LARGE,
                    "expected messages of at most %d bytes".formatted(maxMessageBytes));
        }
    }

    private void requireFew() {
        if (!words.take()) {
            throw new RecognitionException(
                    Reason.RATE_LIMITED,
                    "expected at most %d messages without audio a second"
                            .formatted(RareMessages.PER_SECOND));
        }
    }

    private void gone() {
        replies.abandon();
        opened().gone();
    }

    /** The caller does not read: the call is cut, since why would not be read either. */
    private void stalled() {
        opened().refuse(
                        new RecognitionException(
                                Reason.SLOW_CLIENT, "the events were not read in time"));
    }

    private LiveSession opened() {
        return Objects.requireNonNull(session, "no message comes before the session is open");
    }
}
