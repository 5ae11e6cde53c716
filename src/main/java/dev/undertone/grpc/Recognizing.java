package dev.undertone.grpc;

import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.RequestListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What calls of {@code Recognize} share.
 *
 * @param recognizer answers; its admission bounds how many threads wait for it
 * @param recordings hold what has come
 * @param listener hears what becomes of calls
 * @param waiting threads that wait for answers
 * @param clock ends calls that take too long to arrive
 */
record Recognizing(
        EmotionRecognizer recognizer,
        HeldRecordings recordings,
        RequestListener listener,
        ExecutorService waiting,
        ScheduledExecutorService clock) {

    Future<?> submit(Runnable work) {
        return waiting.submit(work);
    }

    Future<?> afterTimeout(Runnable step) {
        return clock.schedule(step, recordings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
