package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.undertone.access.KeySecret;
import dev.undertone.grpc.v1.StreamResponse;
import dev.undertone.testing.GrpcCaller;
import dev.undertone.testing.TlsIdentity;
import dev.undertone.testing.TokenIssuer;
import dev.undertone.testing.WavBytes;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has which key may call what over gRPC: the same as over HTTP. */
class ITGrpcKeys extends SecuredService {

    private static final byte[] SAMPLES = samples();

    private ManagedChannel channel;

    private static byte[] samples() {
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(1, 1));
        return Arrays.copyOfRange(wav, 44, wav.length);
    }

    @BeforeEach
    void open() {
        channel = channel(IDENTITY);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void call_ofTheScope_isAnswered() {
        assertThat(bearer(ANALYST).recognize(CLIP).hasRecognition()).isTrue();
        assertThat(as("bearer " + ANALYST).recognize(CLIP).hasRecognition()).isTrue();
        assertThat(bearer(ISSUER.token("analyze")).recognize(CLIP).hasRecognition()).isTrue();
        for (String streamer : List.of(STREAMER, ISSUER.token("stream"))) {
            assertThat(bearer(streamer).stream(SAMPLES)).anyMatch(StreamResponse::hasUtterance);
        }
    }

    @Test
    void call_ofAnotherScope_isForbidden() {
        for (GrpcCaller streamer : List.of(bearer(STREAMER), bearer(ISSUER.token("stream")))) {
            refused(
                    Code.PERMISSION_DENIED,
                    "forbidden: expected a key or token of another scope",
                    () -> streamer.recognize(CLIP));
        }
        for (GrpcCaller analyst : List.of(bearer(ANALYST), bearer(ISSUER.token("analyze")))) {
            refused(
                    Code.PERMISSION_DENIED,
                    "forbidden: expected a key or token of another scope",
                    () -> analyst.stream(SAMPLES));
        }
    }

    @Test
    void call_withoutBearer_isUnauthenticated() {
        for (GrpcCaller nobody : List.of(new GrpcCaller(channel), as("Basic YTpi"), as(ANALYST))) {
            refused(
                    Code.UNAUTHENTICATED,
                    "unauthorized: expected Authorization: Bearer",
                    () -> nobody.recognize(CLIP));
            refused(
                    Code.UNAUTHENTICATED,
                    "unauthorized: expected Authorization: Bearer",
                    () -> nobody.stream(SAMPLES));
        }
    }

    @Test
    void call_withBearerThatIsNone_isUnauthenticated() {
        Date past = Date.from(Instant.now().minusSeconds(3600));
        for (String bearer :
                List.of(
                        KeySecret.create(),
                        EXPIRED,
                        ANALYST + "x",
                        "two words",
                        KeySecret.hash(ANALYST),
                        new TokenIssuer().token("analyze"),
                        ISSUER.sign(TokenIssuer.claims("analyze").audience("another").build()),
                        ISSUER.sign(TokenIssuer.claims("analyze").expirationTime(past).build()))) {
            refused(
                    Code.UNAUTHENTICATED,
                    "unauthorized: expected a key or token that is valid",
                    () -> bearer(bearer).recognize(CLIP));
        }
    }

    @Test
    void keys_rotated_withoutRestart() throws Exception {
        String next = KeySecret.create();
        assertThat(code(() -> bearer(next).recognize(CLIP))).isEqualTo(Code.UNAUTHENTICATED);

        writeKeys(line("analyst", next, "analyze"));
        until(Code.OK, next);
        assertThat(bearer(ANALYST).recognize(CLIP).hasRecognition()).isTrue();
        writeKeys("");
        until(Code.UNAUTHENTICATED, next);
    }

    @Test
    void usage_isCountedPerKey() throws Exception {
        double analyses = usage("requests_total", "analyst");
        double analysed = usage("audio_seconds_total", "analyst");
        double streams = usage("requests_total", "streamer");
        double streamed = usage("audio_seconds_total", "streamer");
        double tokens = usage("requests_total", "jwt");

        bearer(ANALYST).recognize(CLIP);
        code(() -> bearer(STREAMER).recognize(CLIP));
        bearer(STREAMER).stream(SAMPLES);
        bearer(ISSUER.token("analyze")).recognize(CLIP);

        assertThat(usage("requests_total", "analyst")).isEqualTo(analyses + 1);
        assertThat(usage("audio_seconds_total", "analyst")).isEqualTo(analysed + 0.5);
        assertThat(usage("requests_total", "streamer")).isEqualTo(streams + 1);
        assertThat(usage("audio_seconds_total", "streamer")).isEqualTo(streamed + 1);
        assertThat(usage("requests_total", "jwt")).isEqualTo(tokens + 1);
    }

    @Test
    void health_isOpen() {
        assertThat(
                        HealthGrpc.newBlockingStub(channel)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void certificate_renewed_isShownWithoutRestart() throws Exception {
        bearer(ANALYST).recognize(CLIP);
        TlsIdentity next = TlsIdentity.create(FOLDER);
        try {
            next.write(FOLDER);
            until(next);
            assertThatThrownBy(() -> recognizeAnew(IDENTITY))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasStackTraceContaining("SSLHandshakeException");
            // The connection from before goes on.
            assertThat(bearer(ANALYST).recognize(CLIP).hasRecognition()).isTrue();
        } finally {
            IDENTITY.write(FOLDER);
            until(IDENTITY);
        }
    }

    private GrpcCaller bearer(String bearer) {
        return as("Bearer " + bearer);
    }

    private GrpcCaller as(String authorization) {
        return new GrpcCaller(channel, authorization);
    }

    private static void refused(Code code, String description, ThrowingCallable call) {
        StatusRuntimeException e = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(e.getStatus().getCode()).isEqualTo(code);
        assertThat(e.getStatus().getDescription()).isEqualTo(description);
        assertThat(description).startsWith(GrpcCaller.problem(e).getReason() + ": ");
        assertThat(GrpcCaller.problem(e).getRequestId()).isNotEmpty();
    }

    private static Code code(Runnable call) {
        try {
            call.run();
            return Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    /** Asks until the file has been read; the test's own timeout ends it. */
    private void until(Code code, String bearer) {
        while (code(() -> bearer(bearer).recognize(CLIP)) != code) {
            Thread.onSpinWait();
        }
    }

    /** Asks until a new connection is shown this certificate; the test's own timeout ends it. */
    private void until(TlsIdentity identity) {
        while (code(() -> recognizeAnew(identity)) != Code.OK) {
            Thread.onSpinWait();
        }
    }

    private void recognizeAnew(TlsIdentity identity) {
        ManagedChannel another = channel(identity);
        try {
            new GrpcCaller(another, "Bearer " + ANALYST).recognize(CLIP);
        } finally {
            another.shutdownNow();
        }
    }
}
