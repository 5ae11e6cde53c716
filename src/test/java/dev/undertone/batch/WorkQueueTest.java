package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkQueueTest {

    @Test
    void submit_moreThanThereIsRoomFor_runsAllButNeverHoldsMany() throws Exception {
        AtomicInteger submitted = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (WorkQueue queue = new WorkQueue(2)) {
            for (int i = 0; i < 10_000; i++) {
                queue.submit(
                        () ->
                                most.accumulateAndGet(
                                        submitted.get() - done.getAndIncrement(), Math::max));
                submitted.incrementAndGet();
            }
            queue.finish();
        }
        assertThat(done).hasValue(10_000);
        assertThat(most).hasValueLessThanOrEqualTo(2 * 5 + 2);
    }

    @Test
    void submit_afterAFailure_throwsItAndRunsNoMore() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (WorkQueue queue = new WorkQueue(1)) {
            queue.submit(
                    () -> {
                        throw new IOException("the disk is full");
                    });
            assertThatThrownBy(queue::finish)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is full");
            assertThatThrownBy(() -> queue.submit(ran::incrementAndGet))
                    .hasMessage("the disk is full");
        }
        assertThat(ran).hasValue(0);
    }

    /** What a task uses, a model for one, is closed by the caller next. */
    @Test
    void close_taskUnderWay_isWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        WorkQueue queue = new WorkQueue(1);
        queue.submit(
                () -> {
                    begun.countDown();
                    await(goOn);
                    ended.incrementAndGet();
                });
        begun.await();
        Thread closing = new Thread(queue::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(closing.isAlive()).as("waits").isTrue();
        goOn.countDown();
        closing.join();
        assertThat(ended).hasValue(1);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
