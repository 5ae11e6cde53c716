package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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

    /** As where the system starts no more threads. */
    @Test
    void admit_noThreadToBeHad_isOverloadedAndLeavesItsPlace() throws Exception {
        AtomicInteger made = new AtomicInteger();
        AdmissionLimits limits = new AdmissionLimits(1, 1, Duration.ofSeconds(20));
        try (Admission admission =
                new Admission(
                        limits,
                        work -> {
                            if (made.getAndIncrement() < 3) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            return new Thread(work);
                        })) {
            for (int i = 0; i < 3; i++) {
                refuses(Reason.OVERLOADED, () -> admission.admit(pass -> "none"));
                assertThat(admission.inWork()).isZero();
            }
            String again = admission.admit(pass -> "again");
            assertThat(again).isEqualTo("again");
        }
    }

    @Test
    void admit_deadlinePassedInTheQueue_isNeverRunAndFreesItsPlace() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Admission admission = admission(1, 1, Duration.ofSeconds(20))) {
            Future<String> working = callers.submit(() -> admission.admit(this::block));
            atWork.await();

            refuses(
                    Reason.DEADLINE_EXCEEDED,
                    () ->
                            admission.admit(
                                    Deadline.in(Duration.ofMillis(50)),
                                    0,
                                    pass -> runs.incrementAndGet()));
            assertThat(admission.queued()).isZero();

            Future<String> next = callers.submit(() -> admission.admit(pass -> "next"));
            awaitQueued(admission, 1);
            finish.countDown();
            assertThat(working.get()).isEqualTo("done");
            assertThat(next.get()).isEqualTo("next");
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void admit_deadlinePassedBefore_isRefusedWithoutAPlace() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Admission admission = admission(1, 0, Duration.ofSeconds(20))) {
            Deadline passed =
                    Deadline.since(
                            System.nanoTime() - TimeUnit.SECONDS.toNanos(2), Duration.ofSeconds(1));
            refuses(
                    Reason.DEADLINE_EXCEEDED,
                    () -> admission.admit(passed, 0, pass -> runs.incrementAndGet()));
            assertThat(runs).hasValue(0);
            assertThat(admission.inWork()).isZero();
        }
    }

    @Test
    void admit_workThatHangs_isLeftBehindAndAnotherTakesItsPlace() throws Exception {
        try (Admission admission = admission(1, 4, Duration.ofSeconds(20))) {
            hangs(admission);
            assertThat(admission.leftBehind()).isEqualTo(1);

            // Its place is free again: as many again may work.
            assertThat(admission.<String>admit(pass -> "served")).isEqualTo("served");

            // A second one costs the last place, until one of them ends.
            hangs(admission);
            refuses(
                    Reason.DEADLINE_EXCEEDED,
                    () -> admission.admit(Deadline.in(Duration.ofMillis(50)), 0, pass -> "never"));
            assertThat(admission.inWork()).isEqualTo(2);

            finish.countDown();
            assertThat(admission.<String>admit(pass -> "recovered")).isEqualTo("recovered");
            await(() -> admission.inWork() == 0);
            assertThat(admission.leftBehind()).isZero();
        }
    }

    @Test
    void admit_shortBehindLongs_passesThem() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Admission admission = admission(1, 8, Duration.ofSeconds(20))) {
            Future<String> working = callers.submit(() -> admission.admit(this::block));
            atWork.await();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(submit(admission, 300, order, "long"));
                awaitQueued(admission, i + 1);
            }
            for (int i = 0; i < 3; i++) {
                all.add(submit(admission, 2, order, "short"));
                awaitQueued(admission, i + 5);
            }

            finish.countDown();
            assertThat(working.get()).isEqualTo("done");
            for (Future<?> each : all) {
                each.get();
            }
            assertThat(order)
                    .containsExactly("short", "short", "short", "long", "long", "long", "long");
        }
    }

    @Test
    void admit_longsAlone_leaveAPlaceAndHalfTheLineToShorts() throws Exception {
        try (Admission admission = admission(2, 4, Duration.ofSeconds(20))) {
            Future<String> working =
                    callers.submit(() -> admission.admit(admission.deadline(), 300, this::block));
            atWork.await();
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(submit(admission, 300, new ArrayList<>(), "long"));
                awaitQueued(admission, i + 1);
            }
            assertThat(admission.inWork()).isEqualTo(1);

            refuses(
                    Reason.OVERLOADED,
                    () -> admission.admit(admission.deadline(), 300, pass -> "third long"));
            assertThat(admission.<String>admit(admission.deadline(), 2, pass -> "short"))
                    .isEqualTo("short");

            finish.countDown();
            assertThat(working.get()).isEqualTo("done");
            for (Future<?> each : waiting) {
                each.get();
            }
        }
    }

    @Test
    void requireTime_pastTheDeadline_isRefused() throws Exception {
        try (Admission admission = admission(1, 0, Duration.ofSeconds(20))) {
            Deadline deadline = Deadline.in(Duration.ofMillis(50));
            refuses(
                    Reason.DEADLINE_EXCEEDED,
                    () ->
                            admission.admit(
                                    deadline,
                                    0,
                                    pass -> {
                                        await(() -> deadline.remainingNanos() <= 0);
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
            assertThat(admission.<String>admit(pass -> "room")).isEqualTo("room");
        }
    }

    @Test
    void admit_afterClose_isShuttingDown() {
        Admission admission = admission(1, 1, Duration.ofSeconds(20));
        admission.close();

        refuses(Reason.SHUTTING_DOWN, () -> admission.admit(pass -> "late"));
    }

    @Test
    void close_withOneWaiting_answersIt() throws Exception {
        Admission admission = admission(1, 1, Duration.ofSeconds(20));
        Future<String> working = callers.submit(() -> admission.admit(this::block));
        atWork.await();
        Future<String> waiting = callers.submit(() -> admission.admit(pass -> "never"));
        awaitQueued(admission, 1);

        admission.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withCauseInstanceOf(RecognitionException.class)
                .withMessageContaining("shutting-down");
        finish.countDown();
        assertThat(working.get()).isEqualTo("interrupted");
    }

    /** Has a caller give up on work that does not end. */
    private void hangs(Admission admission) {
        refuses(
                Reason.DEADLINE_EXCEEDED,
                () -> admission.admit(Deadline.in(Duration.ofMillis(50)), 0, this::block));
    }

    private Future<?> submit(
            Admission admission, double audioSeconds, List<String> order, String name) {
        return callers.submit(
                () -> admission.admit(admission.deadline(), audioSeconds, pass -> order.add(name)));
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
        await(() -> admission.queued() == queued);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
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
