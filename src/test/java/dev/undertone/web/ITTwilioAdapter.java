package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.AdapterRecordings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/adapters/twilio} over a real port: a recorded call, and what no call has. */
class ITTwilioAdapter extends AdapterService {

    private static final String PATH = "/v1/adapters/twilio";
    private static final String STREAM = "MZ18ad3ab5a668481ce02b83e7395059f0";

    @Test
    void recording_isWhatItsFormulaMakes() {
        assertThat(AdapterRecordings.read(AdapterRecordings.TWILIO_CALL))
                .isEqualTo(AdapterRecordings.twilioCall());
    }

    @Test
    void call_itsInboundUtterances_areToldWithTheirStream() throws Exception {
        try (StreamClient client = new StreamClient(port, PATH)) {
            AdapterRecordings.read(AdapterRecordings.TWILIO_CALL).forEach(client::say);
            List<JsonNode> events = client.all();

            assertThat(events)
                    .allSatisfy(
                            event -> {
                                assertThat(event.get("event").asString()).isEqualTo("undertone");
                                assertThat(event.get("streamSid").asString()).isEqualTo(STREAM);
                                assertThat(event.get("track").asString()).isEqualTo("inbound");
                            });
            assertThat(events.get(0).at("/message/type").asString()).isEqualTo("ready");
            List<JsonNode> utterances = ofType(events, "utterance");
            assertThat(utterances).hasSize(2);
            assertThat(utterances.get(0).get("startMs").asLong()).isBetween(0L, 200L);
            assertThat(utterances.get(1).get("startMs").asLong()).isBetween(2300L, 2700L);
            assertThat(utterances.get(0).at("/result/attention").isNull()).isTrue();
            assertThat(utterances.get(0).at("/result/audio/codec").asString())
                    .isEqualTo("pcm_mulaw");
            assertThat(events.get(events.size() - 1).get("message").toString())
                    .isEqualTo("{\"type\":\"bye\",\"code\":1000,\"reason\":\"finished\"}");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void call_withoutPauses_hasTheBitsOfPost() throws Exception {
        JsonNode file =
                ServiceFixture.json(
                        service.postRaw(
                                "/v1/emotions?encoding=mulaw&sampleRateHz=8000",
                                AdapterRecordings.caller()));
        String parameters = "\"vad\":\"false\",\"partialEveryMs\":\"0\",\"attention\":\"frames\"";
        try (StreamClient client = new StreamClient(port, PATH)) {
            call(parameters).forEach(client::say);
            List<JsonNode> utterances = ofType(client.all(), "utterance");
            assertThat(utterances).hasSize(1);
            for (String field : List.of("probabilities", "attention", "model", "audio")) {
                assertThat(utterances.get(0).get("result").get(field))
                        .as(field)
                        .isEqualTo(file.get(field));
            }
        }
    }

    @Test
    void call_otherTrack_isHeardAlone() throws Exception {
        try (StreamClient client = new StreamClient(port, PATH + "?track=outbound&vad=true")) {
            AdapterRecordings.read(AdapterRecordings.TWILIO_CALL).forEach(client::say);
            List<JsonNode> events = client.all();
            assertThat(events.get(0).get("track").asString()).isEqualTo("outbound");
            assertThat(ofType(events, "utterance")).hasSize(1);
        }
    }

    @Test
    void parameters_ofTheCall_winOverTheQuery() throws Exception {
        try (StreamClient client = new StreamClient(port, PATH + "?labels=sad,happy&vad=false")) {
            call("\"labels\":\"happy,angry\",\"model\":\"fixture\"").forEach(client::say);
            JsonNode result = ofType(client.all(), "utterance").get(0).get("result");
            assertThat(result.get("probabilities").propertyNames())
                    .containsExactlyInAnyOrder("happy", "angry");
            assertThat(result.at("/model/name").asString()).isEqualTo("fixture");
        }
    }

    @Test
    void query_thatCannotBe_isToldAtTheStart() throws Exception {
        try (StreamClient client = new StreamClient(port, PATH + "?colour=red")) {
            call("\"customer\":\"42\"").subList(0, 2).forEach(client::say);
            List<JsonNode> events = client.all();
            assertThat(events.get(0).at("/message/problem/parameter").asString())
                    .isEqualTo("colour");
            assertThat(client.closeCode()).isEqualTo(1007);
        }
    }

    /** It would take them for errors of ours. */
    @Test
    void twilioItself_isToldNothingUnlessItsCallAsks() throws Exception {
        Map<String, String> signed = Map.of("X-Twilio-Signature", "c2lnbmVk");
        try (StreamClient client = new StreamClient(port, PATH, signed)) {
            AdapterRecordings.read(AdapterRecordings.TWILIO_CALL).forEach(client::say);
            assertThat(client.all()).isEmpty();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
        try (StreamClient client = new StreamClient(port, PATH, signed)) {
            call("\"answers\":\"true\"").forEach(client::say);
            assertThat(ofType(client.all(), "utterance")).hasSize(2);
        }
    }

    static Stream<MalformedCase> malformed() {
        return MalformedCase.read("twilio-malformed.jsonl");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void message_thatNoCallHas_endsAfterTheAnswerForWhatCame(MalformedCase malformed)
            throws Exception {
        try (StreamClient client = new StreamClient(port, PATH)) {
            // Within the first words of the caller.
            call("\"partialEveryMs\":\"0\"").subList(0, 60).forEach(client::say);
            say(client, malformed);
            assertEnds(client, malformed, true);
        }
    }

    static Stream<MalformedCase> unstarted() {
        return MalformedCase.read("twilio-unstarted.jsonl");
    }

    @ParameterizedTest
    @MethodSource("unstarted")
    void message_insteadOfAStart_isToldWithItsCloseCode(MalformedCase malformed) throws Exception {
        try (StreamClient client = new StreamClient(port, PATH)) {
            say(client, malformed);
            assertEnds(client, malformed, false);
        }
    }

    @Test
    void message_inBinary_isInvalid() throws Exception {
        try (StreamClient client = new StreamClient(port, PATH)) {
            client.send(new byte[160], 160);
            JsonNode error =
                    client.await(event -> event.at("/message/type").asString().equals("error"));
            assertThat(error.at("/message/problem/reason").asString()).isEqualTo("invalid-message");
            assertThat(client.closeCode()).isEqualTo(1007);
        }
    }

    private static void say(StreamClient client, MalformedCase malformed) {
        try {
            malformed.messages().forEach(client::say);
        } catch (CompletionException e) {
            // The server closed while this client was still talking.
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    private static void assertEnds(StreamClient client, MalformedCase malformed, boolean started)
            throws Exception {
        List<JsonNode> events = client.all();
        assertThat(ofType(events, "utterance")).hasSize(started ? 1 : 0);
        JsonNode bye = events.get(events.size() - 1).get("message");
        assertThat(bye.get("type").asString()).isEqualTo("bye");
        assertThat(bye.get("reason").asString()).isEqualTo(malformed.reason());
        assertThat(client.closeCode()).isEqualTo(malformed.code());
        List<JsonNode> errors = ofType(events, "error");
        assertThat(errors).hasSize(malformed.code() == 1000 ? 0 : 1);
        assertThat(errors)
                .allSatisfy(
                        error -> {
                            assertThat(error.get("fatal").asBoolean()).isTrue();
                            assertThat(error.at("/problem/reason").asString())
                                    .isEqualTo(malformed.reason());
                        });
    }

    /** The recorded call with other parameters. */
    private static List<String> call(String parameters) {
        return AdapterRecordings.read(AdapterRecordings.TWILIO_CALL).stream()
                .map(line -> line.replace("\"customer\":\"42\"", parameters))
                .toList();
    }

    private static List<JsonNode> ofType(List<JsonNode> events, String type) {
        return events.stream()
                .map(event -> event.get("message"))
                .filter(message -> message.get("type").asString().equals(type))
                .toList();
    }
}
