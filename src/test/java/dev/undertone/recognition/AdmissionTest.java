package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionTest {

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);

    @AfterEach
    void stop() {
        finish.countDown();
        callers.shutdownNow();
    }

    @Test
    void admit_beyondWorkAndQueue_isOverloadedAtOnce() throws Exception {
        try (Admission admission = admission(1, 1, Duration.ofSeconds(20))) {
            Future<String> working = callers.submit(() -> admission.admit(this::block));
            atWork.await();
            Future<String> queued = callers.submit(() -> admission.admit(pass -> "second"));
            awaitQueued(admission, 1);

            refuses(Reason.OVERLOADED, admission::requireRoom);
            refuses(Reason.OVERLOADED, () -> admission.admit(pass -> "third"));
            assertThat(admission.inWork()).isEqualTo(1);

            finish.countDown();
            assertThat(working.get()).isEqualTo("done");
            assertThat(queued.get()).isEqualTo("second");
            String fourth = admission.admit(pass -> "fourth");
            assertThat(fourth).isEqualTo("fourth");
        }
    }

    @Test
    void admit_deadlinePassedInTheQueue_isNeverRun() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Admission admission = admission(1, 1, Duration.ofMillis(200))) {
            Future<String> working = callers.submit(() -> admission.admit(this::block));
            atWork.await();

            refuses(
                    Reason.DEADLINE_EXCEEDED,
                    () -> admission.admit(pass -> runs.incrementAndGet()));
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(working::get);
            finish.countDown();
            assertThat(awaitRoom(admission)).isEqualTo("room");
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void requireTime_pastTheDeadline_isRefused() throws Exception {
        try (Admission admission = admission(1, 0, Duration.ofNanos(1))) {
            refuses(
                    Reason.DEADLINE_EXCEEDED,
                    () ->
                            admission.admit(
                                    pass -> {
                                        pass.requireTime();
                                        return "too late";
                                    }));
        }
    }

    @Test
    void admit_taskThatFails_throwsTheSameAndFreesThePlace() throws Exception {
        try (Admission admission = admission(1, 0, Duration.ofSeconds(20))) {
            IOException failure = new IOException("read");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () ->
                                    admission.admit(
                                            pass -> {
                                                throw failure;
                                            }))
                    .isSameAs(failure);
            assertThat(awaitRoom(admission)).isEqualTo("room");
        }
    }

    @Test
    void admit_afterClose_isShuttingDown() {
        Admission admission = admission(1, 1, Duration.ofSeconds(20));
        admission.close();

        refuses(Reason.SHUTTING_DOWN, () -> admission.admit(pass -> "late"));
    }

    private String block(Admission.Pass pass) {
        atWork.countDown();
        boolean interrupted = false;
        while (finish.getCount() > 0) {
            try {
                finish.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted ? "interrupted" : "done";
    }

    private static Admission admission(int inWork, int queued, Duration deadline) {
        return new Admission(new AdmissionLimits(inWork, queued, deadline));
    }

    private static void awaitQueued(Admission admission, int queued) {
        while (admission.queued() < queued) {
            Thread.onSpinWait();
        }
    }

    /** A place is given back just after the answer. */
    private static String awaitRoom(Admission admission) throws IOException {
        while (true) {
            try {
                return admission.admit(pass -> "room");
            } catch (RecognitionException e) {
                assertThat(e.reason()).isIn(Reason.OVERLOADED, Reason.DEADLINE_EXCEEDED);
            }
        }
    }

    private static void refuses(Reason reason, ThrowingCall call) {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(call::run)
                .matches(e -> e.reason() == reason, reason.code());
    }

    @FunctionalInterface
    private interface ThrowingCall {
        void run() throws Exception;
    }
}
