package dev.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DeadThreadsTest {

    private final List<Integer> ends = new ArrayList<>();

    @Test
    void thread_diesOfMemory_endsTheProcessAndSaysSo(CapturedOutput output) throws Exception {
        die(new OutOfMemoryError("unable to create native thread"));

        assertThat(ends).containsExactly(1);
        assertThat(output.getAll()).contains("thread poller died, and the process with it");
    }

    @Test
    void thread_diesOfAnything_isToldAndNoMore(CapturedOutput output) throws Exception {
        die(new IllegalStateException("as if"));

        assertThat(ends).isEmpty();
        assertThat(output.getAll()).contains("thread poller died").doesNotContain("the process");
    }

    private void die(Throwable failure) throws InterruptedException {
        Thread thread =
                new Thread(
                        () -> {
                            if (failure instanceof Error error) {
                                throw error;
                            }
                            throw (RuntimeException) failure;
                        },
                        "poller");
        thread.setUncaughtExceptionHandler(new DeadThreads(ends::add));
        thread.start();
        thread.join();
    }
}
