package dev.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.grpc.CallGuard;
import dev.undertone.grpc.CallPass;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.UsageListener;
import dev.undertone.web.ClientAllowances;
import dev.undertone.web.ClientLimits;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** How often one address may call where nobody is asked for a name; names are asked for by a whole service elsewhere. */
class GrpcGuardTest {

    private static final String NEAR = "192.0.2.1";
    private static final String FAR = "192.0.2.2";

    @Test
    void admit_beyondTheBurst_isRateLimitedAndOthersAreNot() {
        try (GrpcGuard guard = guard(new ClientLimits(1, 2, 0, 10))) {
            admit(guard, "analyze", NEAR);
            admit(guard, "stream", NEAR);
            RecognitionException e = refusal(guard, "analyze", NEAR);
            assertThat(e.reason()).isEqualTo(Reason.RATE_LIMITED);
            assertThat(e.retryAfterSeconds().orElseThrow()).isBetween(2, 60);
            admit(guard, "analyze", FAR);
        }
    }

    @Test
    void admit_beyondThoseAtATime_waitsForOneToLeave() {
        try (GrpcGuard guard = guard(new ClientLimits(0, 1, 1, 10))) {
            CallPass first = admit(guard, "analyze", NEAR);
            assertThat(refusal(guard, "analyze", NEAR).reason()).isEqualTo(Reason.RATE_LIMITED);
            first.left();
            admit(guard, "analyze", NEAR).left();
        }
    }

    /** As open WebSockets do not count once their handshake is over. */
    @Test
    void admit_streams_countForTheirBeginningAlone() {
        try (GrpcGuard guard = guard(new ClientLimits(0, 1, 1, 10))) {
            admit(guard, "stream", NEAR);
            CallPass second = admit(guard, "stream", NEAR);
            second.left();
            admit(guard, "analyze", NEAR);
            assertThat(refusal(guard, "stream", NEAR).reason()).isEqualTo(Reason.RATE_LIMITED);
        }
    }

    private static GrpcGuard guard(ClientLimits limits) {
        return new GrpcGuard(null, new ClientAllowances(limits), new UsageListener() {});
    }

    private static CallPass admit(GrpcGuard guard, String scope, String address) {
        return guard.admit(new CallGuard.Question(null, scope, address))
                .toCompletableFuture()
                .join();
    }

    private static RecognitionException refusal(GrpcGuard guard, String scope, String address) {
        try {
            admit(guard, scope, address);
            throw new AssertionError("expected a refusal");
        } catch (CompletionException e) {
            return (RecognitionException) e.getCause();
        }
    }
}
