package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.audio.AudioException;
import dev.undertone.model.ModelException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    /** The table of the documented interface: reasons, status, close codes (- for none). */
    private static final String TABLE =
            """
            missing-audio 400 1007
            empty-body 400 1007
            invalid-parameter 400 1007
            invalid-message 400 1007
            out-of-order 400 1008
            format-change 400 1008
            unauthorized 401 1008
            forbidden 403 1008
            not-found 404 1008
            model-not-found 404 1008
            method-not-allowed 405 -
            not-acceptable 406 -
            request-timeout 408 1008
            idle-timeout 408 1008
            slow-client 408 1008
            audio-too-large 413 1009
            uri-too-long 414 1009
            headers-too-large 431 1009
            unsupported-audio 415 1003
            malformed-audio 422 1007
            audio-too-short 422 1008
            audio-too-long 422 1008
            decoded-too-large 422 1008
            too-many-channels 422 1008
            unsupported-sample-rate 422 1008
            non-finite-samples 422 1008
            rate-limited 429 1008
            overloaded 503 1013
            session-limit 503 1013
            model-unavailable 503 1013
            shutting-down 503 1012
            deadline-exceeded 504 1013
            insufficient-storage 507 -
            inference-failed 500 1011
            model-output-invalid 500 1011
            internal 500 1011
            """;

    @Test
    void table_everyReason_isAsDocumented() {
        String ours =
                Arrays.stream(Reason.values())
                        .map(ReasonTest::row)
                        .collect(Collectors.joining("\n", "", "\n"));

        assertThat(ours).isEqualTo(TABLE);
    }

    @ParameterizedTest
    @EnumSource
    void title_everyReason_isOneLineOfItsOwn(Reason reason) {
        assertThat(reason.title()).isNotBlank().doesNotContain("\n");
        assertThat(Arrays.stream(Reason.values()).filter(r -> r.title().equals(reason.title())))
                .containsExactly(reason);
    }

    @Test
    void retryAfter_reasonsThatPass_sayWhen() {
        assertThat(
                        Arrays.stream(Reason.values())
                                .filter(reason -> reason.retryAfterSeconds().isPresent()))
                .containsExactly(
                        Reason.RATE_LIMITED,
                        Reason.OVERLOADED,
                        Reason.SESSION_LIMIT,
                        Reason.MODEL_UNAVAILABLE,
                        Reason.SHUTTING_DOWN);
    }

    @ParameterizedTest
    @EnumSource
    void reason_everyAudioFault_isTheCallersAndItsOwn(AudioException.Fault fault) {
        Reason reason = Failures.reason(fault);

        assertThat(reason.status()).isBetween(400, 422);
        assertThat(
                        Arrays.stream(AudioException.Fault.values())
                                .filter(other -> Failures.reason(other) == reason))
                .containsExactly(fault);
    }

    @ParameterizedTest
    @EnumSource
    void of_everyModelFault_hidesItsMessage(ModelException.Fault fault) {
        RecognitionException exception =
                Failures.of(new ModelException(fault, "/srv/models: sha256 of ..."));

        assertThat(exception.detail()).doesNotContain("/srv");
        assertThat(exception.reason().status()).isIn(404, 500, 503);
    }

    private static String row(Reason reason) {
        String close =
                reason.webSocketClose().isPresent()
                        ? String.valueOf(reason.webSocketClose().getAsInt())
                        : "-";
        return reason.code() + " " + reason.status() + " " + close;
    }
}
