package dev.undertone.grpc;

import dev.undertone.grpc.v1.RecognizeRequest;
import dev.undertone.grpc.v1.RecognizeResponse;
import dev.undertone.recognition.Answer;
import dev.undertone.recognition.Failures;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code Recognize}: takes a recording into memory, then waits for its answer on a thread of its own. */
final class RecognizeCall implements StreamObserver<RecognizeRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RecognizeCall.class);

    private final Recognizing recognizing;
    private final ServerCallStreamObserver<RecognizeResponse> call;
    private final Caller caller;
    private final HeldRecordings.Recording recording;
    private final Future<?> timeout;

    // Guarded by this.
    private boolean over;
    private @Nullable RecognitionOptions options;
    private @Nullable Future<?> work;

    RecognizeCall(
            Recognizing recognizing,
            ServerCallStreamObserver<RecognizeResponse> call,
            Caller caller) {
        this.recognizing = recognizing;
        this.call = call;
        this.caller = caller;
        this.recording = recognizing.recordings().open();
        this.timeout = recognizing.afterTimeout(this::late);
        call.setOnCancelHandler(this::gone);
    }

    @Override
    public synchronized void onNext(RecognizeRequest message) {
        if (over) {
            return;
        }
        try {
            take(message);
        } catch (RecognitionException e) {
            refuse(e);
        }
    }

    @Override
    public synchronized void onCompleted() {
        if (over) {
            return;
        }
        timeout.cancel(false);
        RecognitionOptions chosen = options;
        if (chosen == null) {
            refuse(new RecognitionException(Reason.MISSING_AUDIO, "expected options, then audio"));
        } else {
            work = recognizing.submit(() -> answer(chosen));
        }
    }

    /** Said of a call that is cancelled, whose handler has acted already. */
    @Override
    public void onError(Throwable cancelled) {}

    private void take(RecognizeRequest message) {
        switch (message.getRequestCase()) {
            case OPTIONS -> {
                if (options != null) {
                    throw new RecognitionException(Reason.OUT_OF_ORDER, "options came already");
                }
                RecognitionOptions chosen = CallerOptions.of(message.getOptions());
                recognizing.recognizer().check(chosen);
                options = chosen;
            }
            case AUDIO -> {
                if (options == null) {
                    throw new RecognitionException(Reason.OUT_OF_ORDER, "expected options first");
                }
                recording.add(message.getAudio());
            }
            case REQUEST_NOT_SET ->
                    throw new RecognitionException(
                            Reason.INVALID_MESSAGE, "expected options or audio");
        }
    }

    private void answer(RecognitionOptions chosen) {
        try {
            Answer answer =
                    recognizing
                            .recognizer()
                            .recognize(caller.requestId(), recording.stream(), chosen);
            caller.pass().heard(answer.judgedSeconds());
            RecognizeResponse message = AnswerMessages.of(answer);
            synchronized (this) {
                if (end()) {
                    recognizing.listener().completed();
                    call.onNext(message);
                    call.onCompleted();
                }
            }
        } catch (RuntimeException e) {
            refuse(Failures.unforeseen(e));
        } catch (IOException e) {
            refuse(new RecognitionException(Reason.INTERNAL, "the recording was not read", e));
        } finally {
            recording.close();
        }
    }

    private synchronized void late() {
        if (work == null) {
            refuse(
                    new RecognitionException(
                            Reason.REQUEST_TIMEOUT,
                            "expected the whole recording within %d seconds"
                                    .formatted(recognizing.recordings().timeout().toSeconds())));
        }
    }

    private synchronized void refuse(RecognitionException e) {
        if (!end()) {
            return;
        }
        if (e.reason().isOurs()) {
            LOG.error("{}: {}: {}", caller.requestId(), e.reason().code(), e.detail(), e);
        }
        recognizing.listener().refused(e.reason());
        call.onError(ProblemStatus.of(e, caller.requestId()));
    }

    private synchronized void gone() {
        Future<?> running = work;
        if (end()) {
            recognizing.listener().cancelled();
        }
        if (running != null) {
            running.cancel(true);
        }
    }

    /** Whether it was still open. What is at work gives its recording back itself. */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        timeout.cancel(false);
        if (work == null) {
            recording.close();
        }
        return true;
    }
}
