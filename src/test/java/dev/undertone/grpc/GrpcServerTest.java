package dev.undertone.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.grpc.v1.EmotionsGrpc;
import dev.undertone.grpc.v1.EndedBy;
import dev.undertone.grpc.v1.StreamResponse;
import dev.undertone.grpc.v1.StreamResponse.EventCase;
import dev.undertone.recognition.Reason;
import dev.undertone.testing.WavBytes;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Health, reflection and the stop of a server, and the table of statuses. */
class GrpcServerTest {

    private static final int SETTINGS = 0x4;
    private static final int PING = 0x6;
    private static final int GO_AWAY = 0x7;
    private static final int ENHANCE_YOUR_CALM = 0xb;

    @Test
    void stop_withAnOpenStream_answersThenSaysUnavailable(@TempDir Path folder) throws Exception {
        try (GrpcFixture service = new GrpcFixture(folder, CallGuard.OPEN, false)) {
            LinkedBlockingQueue<ServingStatus> watched = watch(service);
            assertThat(watched.poll(30, TimeUnit.SECONDS)).isEqualTo(ServingStatus.SERVING);
            Conversation call =
                    Conversation.open(service.channel)
                            .say(Conversation.START)
                            .send(GrpcFixture.pcm(WavBytes.buzz(1, 1)), 8_000);
            call.await(EventCase.PARTIAL);

            // As the service does: readiness goes first, then the sessions, then the port.
            service.server.setServing(false);
            assertThat(watched.poll(30, TimeUnit.SECONDS)).isEqualTo(ServingStatus.NOT_SERVING);
            service.sessions.stop(Duration.ofSeconds(20));
            service.server.stop(Duration.ofSeconds(20));

            List<StreamResponse> events = call.all();
            assertThat(call.await(EventCase.UTTERANCE).getUtterance().getEndedBy())
                    .isEqualTo(EndedBy.ENDED_BY_FLUSH);
            assertThat(events.get(events.size() - 1).getBye().getReason())
                    .isEqualTo("shutting-down");
            assertThat(call.end().getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
            assertThat(GrpcFixture.problem(call.end()).getReason()).isEqualTo("shutting-down");
            assertThat(GrpcFixture.retrySeconds(call.end())).isEqualTo(2);
            assertThat(Conversation.open(service.channel).end().getStatus().getCode())
                    .isEqualTo(Code.UNAVAILABLE);
        }
    }

    @Test
    void health_followsWhatIsSaid_underBothNames(@TempDir Path folder) throws Exception {
        try (GrpcFixture service = new GrpcFixture(folder, CallGuard.OPEN, false)) {
            assertThat(health(service, "")).isEqualTo(ServingStatus.SERVING);
            service.server.setServing(false);
            assertThat(health(service, "")).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(health(service, EmotionsGrpc.SERVICE_NAME))
                    .isEqualTo(ServingStatus.NOT_SERVING);
            assertThatThrownBy(() -> health(service, "nobody"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.NOT_FOUND));
            assertThatThrownBy(() -> services(service).get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNIMPLEMENTED");
        }
        try (GrpcFixture open = new GrpcFixture(folder, CallGuard.OPEN, true)) {
            assertThat(services(open).get(30, TimeUnit.SECONDS).toString())
                    .contains("undertone.v1.Emotions");
        }
    }

    /** Frame by frame (RFC 9113), since no library would do it. */
    @Test
    void pings_inAFlood_closeTheConnection(@TempDir Path folder) throws Exception {
        try (GrpcFixture service = new GrpcFixture(folder, CallGuard.OPEN, false);
                Socket socket = new Socket("127.0.0.1", service.server.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(SETTINGS, 0));
            for (int i = 0; i < 10; i++) {
                out.write(frame(PING, 8));
            }
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] goodbye = null;
            int pongs = 0;
            while (goodbye == null) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                in.readFully(new byte[5]);
                byte[] payload = new byte[length];
                in.readFully(payload);
                pongs += type == PING ? 1 : 0;
                goodbye = type == GO_AWAY ? payload : null;
            }
            assertThat(goodbye[7]).isEqualTo((byte) ENHANCE_YOUR_CALM);
            assertThat(new String(goodbye, 8, goodbye.length - 8, StandardCharsets.US_ASCII))
                    .isEqualTo("too_many_pings");
            assertThat(pongs).isLessThan(10);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private static byte[] frame(int type, int payloadBytes) {
        byte[] frame = new byte[9 + payloadBytes];
        frame[2] = (byte) payloadBytes;
        frame[3] = (byte) type;
        return frame;
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void status_ofEveryReason_isInTheDocuments(Reason reason) throws Exception {
        String row =
                Files.readAllLines(Path.of("docs/grpc.md")).stream()
                        .filter(
                                line ->
                                        line.startsWith("| ")
                                                && line.contains("`" + reason.code() + "`"))
                        .findFirst()
                        .orElseThrow();
        assertThat(row).endsWith("| `" + ProblemStatus.code(reason) + "` |");
        assertThat(ProblemStatus.code(reason)).isNotIn(Code.OK, Code.UNKNOWN);
    }

    private static ServingStatus health(GrpcFixture service, String name) {
        return HealthGrpc.newBlockingStub(service.channel)
                .check(HealthCheckRequest.newBuilder().setService(name).build())
                .getStatus();
    }

    private static LinkedBlockingQueue<ServingStatus> watch(GrpcFixture service) {
        LinkedBlockingQueue<ServingStatus> watched = new LinkedBlockingQueue<>();
        HealthGrpc.newStub(service.channel)
                .watch(
                        HealthCheckRequest.getDefaultInstance(),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(HealthCheckResponse response) {
                                watched.add(response.getStatus());
                            }

                            @Override
                            public void onError(Throwable end) {}

                            @Override
                            public void onCompleted() {}
                        });
        return watched;
    }

    private static CompletableFuture<ServerReflectionResponse> services(GrpcFixture service) {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        ServerReflectionGrpc.newStub(service.channel)
                .serverReflectionInfo(
                        new StreamObserver<>() {
                            @Override
                            public void onNext(ServerReflectionResponse response) {
                                answer.complete(response);
                            }

                            @Override
                            public void onError(Throwable failure) {
                                answer.completeExceptionally(failure);
                            }

                            @Override
                            public void onCompleted() {}
                        })
                .onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        return answer;
    }
}
