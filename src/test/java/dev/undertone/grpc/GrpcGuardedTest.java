package dev.undertone.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.grpc.v1.StreamResponse.EventCase;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.testing.GrpcCaller;
import dev.undertone.testing.WavBytes;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guard that takes its time, as one does who waits for the keys of an issuer, and what it is told of the calls. */
class GrpcGuardedTest {

    private final BlockingQueue<CompletableFuture<CallPass>> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<CallGuard.Question> questions = new LinkedBlockingQueue<>();
    private final List<String> told = new ArrayList<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private GrpcFixture service;

    private final CallPass pass =
            new CallPass() {
                @Override
                public void heard(double seconds) {
                    told.add("heard " + seconds);
                }

                @Override
                public void left() {
                    told.add("left");
                    left.complete(null);
                }
            };

    @BeforeEach
    void serve(@TempDir Path folder) throws Exception {
        service = new GrpcFixture(folder, this::later, false);
    }

    private CompletionStage<CallPass> later(CallGuard.Question question) {
        CompletableFuture<CallPass> answer = new CompletableFuture<>();
        questions.add(question);
        asked.add(answer);
        return answer;
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void stream_letInLater_losesNothingOfWhatWasSaid() throws Exception {
        Conversation call =
                Conversation.open(service.channel)
                        .say(Conversation.START)
                        .send(GrpcFixture.pcm(WavBytes.buzz(1, 1)), 4_000)
                        .halfClose();
        CompletableFuture<CallPass> decision = next();
        assertThat(service.counted.heard()).containsExactly("call received");
        decision.complete(pass);

        assertThat(call.await(EventCase.UTTERANCE).getUtterance().getEndMs()).isEqualTo(1_000);
        assertThat(call.end().getStatus().getCode()).isEqualTo(Code.OK);
        left.get(30, TimeUnit.SECONDS);
        assertThat(told).containsExactly("heard 1.0", "left");
        assertThat(questions.remove())
                .isEqualTo(new CallGuard.Question(null, "stream", "127.0.0.1"));
    }

    @Test
    void stream_refusedLater_hearsWhy() throws Exception {
        Conversation call = Conversation.open(service.channel).say(Conversation.START);
        next().completeExceptionally(
                        new RecognitionException(Reason.OVERLOADED, "nobody can say now"));

        assertThat(call.end().getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(GrpcFixture.problem(call.end()).getReason()).isEqualTo("overloaded");
        assertThat(service.counted.heard()).containsExactly("call received", "call overloaded");
    }

    @Test
    void stream_whoseCallerGoesBefore_takesNoPlace() throws Exception {
        Conversation call = Conversation.open(service.channel).say(Conversation.START);
        CompletableFuture<CallPass> decision = next();
        call.cancel();
        while (service.server.openCalls() > 0) {
            Thread.onSpinWait();
        }
        decision.complete(pass);

        service.counted.await("session cancelled");
        assertThat(told).containsExactly("left");
    }

    @Test
    void guard_thatFails_isOurFault() throws Exception {
        Conversation call = Conversation.open(service.channel).say(Conversation.START);
        next().completeExceptionally(new IllegalStateException("a canary of the inside"));

        StatusRuntimeException e = call.end();
        assertThat(e.getStatus().getCode()).isEqualTo(Code.INTERNAL);
        assertThat(e.getStatus().getDescription()).doesNotContain("canary");
        assertThat(service.counted.heard()).containsExactly("call received", "call internal");
    }

    @Test
    void recognize_eachCall_isHeardAndLeft() throws Exception {
        GrpcCaller caller = new GrpcCaller(service.channel);
        CompletableFuture<Boolean> answered =
                CompletableFuture.supplyAsync(
                        () ->
                                caller.recognize(WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1)))
                                        .hasRecognition());
        next().complete(pass);
        assertThat(answered.get(30, TimeUnit.SECONDS)).isTrue();
        left.get(30, TimeUnit.SECONDS);
        assertThat(told).containsExactly("heard 0.5", "left");

        CompletableFuture<Boolean> broken =
                CompletableFuture.supplyAsync(
                        () -> caller.recognize(new byte[5_000]).hasRecognition());
        next().complete(CallPass.NAMELESS);
        assertThatThrownBy(() -> broken.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(StatusRuntimeException.class);
        assertThat(told).hasSize(2);
    }

    private CompletableFuture<CallPass> next() throws InterruptedException {
        CompletableFuture<CallPass> decision = asked.poll(30, TimeUnit.SECONDS);
        assertThat(decision).as("a question of the border").isNotNull();
        return decision;
    }
}
