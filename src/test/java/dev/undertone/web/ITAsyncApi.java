package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.recognition.Reason;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The served description of streams against the messages of real sessions. */
class ITAsyncApi extends DefaultService {

    private static final String START =
            "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":16000%s}";
    private static final String FLUSH = "{\"type\":\"flush\"}";
    private static final String FINISH = "{\"type\":\"finish\"}";
    private static final List<String> SAID = List.of("start", "flush", "keepalive", "finish");
    private static final List<String> TOLD =
            List.of("ready", "partial", "utterance", "error", "bye");

    private MessageSchemas schemas;
    private HttpResponse<String> served;

    @BeforeEach
    void read() throws Exception {
        served = service().get("/v3/asyncapi");
        schemas = new MessageSchemas(served.body());
    }

    @Test
    void document_isServedAsItsKindAndSaysWhatIsProhibited() {
        assertThat(served.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/vnd.aai.asyncapi+yaml");
        assertThat(schemas.document().get("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(schemas.document().at("/info/description").asString())
                .contains("Consent")
                .contains("must not be used");
    }

    @Test
    void references_allLeadSomewhere() {
        List<JsonNode> references = schemas.document().findValues("$ref");

        assertThat(references).hasSizeGreaterThan(50);
        for (JsonNode reference : references) {
            String target = reference.asString();
            assertThat(target).startsWith("#/");
            assertThat(schemas.document().at(target.substring(1)).isMissingNode())
                    .as(target)
                    .isFalse();
        }
    }

    @Test
    void operations_useEveryMessageOfTheChannel() {
        Set<String> used = new TreeSet<>();
        for (JsonNode operation : schemas.document().get("operations")) {
            operation.get("messages").forEach(message -> used.add(lastWord(message)));
        }
        Set<String> expected = new TreeSet<>(SAID);
        expected.addAll(TOLD);
        expected.add("audio");
        assertThat(used).isEqualTo(expected);
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(
                        schemas.document().at("/channels/stream/messages").propertyNames());
    }

    @Test
    void reasons_areExactlyThoseWithACloseCode() {
        Map<String, Integer> documented = new TreeMap<>();
        Set<Integer> codes = new TreeSet<>();
        for (JsonNode row : rows()) {
            documented.put(row.get("reason").asString(), row.get("closeCode").asInt());
            codes.add(row.get("closeCode").asInt());
            assertThat(row.get("session").asString())
                    .isIn("ends", "goes-on", "either", "handshake", "never");
        }
        Map<String, Integer> real = new TreeMap<>();
        Arrays.stream(Reason.values())
                .filter(reason -> reason.webSocketClose().isPresent())
                .forEach(reason -> real.put(reason.code(), reason.webSocketClose().getAsInt()));
        assertThat(documented).isEqualTo(real);
        codes.add(1000);
        Set<Integer> said = new TreeSet<>();
        schemas.document()
                .at("/components/schemas/Bye/properties/code/enum")
                .forEach(code -> said.add(code.asInt()));
        assertThat(said).isEqualTo(codes);
    }

    @Test
    void examples_fitTheirSchemas() {
        for (String name : both()) {
            JsonNode examples = schemas.document().at("/components/messages/" + name + "/examples");
            assertThat(examples).as(name).isNotEmpty();
            for (JsonNode example : examples) {
                assertThat(schemas.faults(name, example.get("payload"))).as(name).isEmpty();
            }
        }
    }

    @Test
    void schemas_refuseWhatTheyDoNotName() {
        for (String name : both()) {
            JsonNode example =
                    schemas.document().at("/components/messages/" + name + "/examples/0/payload");
            ObjectNode other = (ObjectNode) example.deepCopy();
            other.put("surprise", 1);
            assertThat(schemas.faults(name, other)).as(name).isNotEmpty();
        }
    }

    @Test
    void session_ofEveryMessage_fitsTheSchemas() throws Exception {
        Set<String> types = new LinkedHashSet<>();
        for (String fields :
                List.of(
                        ",\"partialEveryMs\":100",
                        ",\"vad\":false,\"embedding\":true,\"minConfidence\":1,\"partialEveryMs\":100",
                        ",\"vad\":false,\"attention\":\"none\",\"labels\":[\"happy\",\"sad\"]")) {
            try (StreamClient client = new StreamClient(port(), "/v1/stream")) {
                client.say(START.formatted(fields)).say("{\"type\":\"keepalive\"}").say(FLUSH);
                client.send(speech(), 3200);
                if (fields.endsWith("100")) {
                    client.await("partial");
                }
                client.say(FLUSH);
                client.await("utterance");
                client.send(speech(), 3200).say(FINISH);
                types.addAll(validated(client.all()));
            }
        }
        assertThat(types).containsExactlyInAnyOrderElementsOf(TOLD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json",
                "{\"type\":\"flush\"}",
                "{\"type\":\"start\"}",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":16000,\"surprise\":1}",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":1}",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":16000,\"channels\":9}",
                "{\"type\":\"start\",\"encoding\":\"container\",\"model\":\"none\"}",
                "start twice",
                "other format",
                "finish alone",
                "half a sample",
                "not a number",
                "no container",
                "too short",
                "too large",
            })
    void failure_ofASession_isAsDocumented(String what) throws Exception {
        try (StreamClient client = new StreamClient(port(), "/v1/stream")) {
            provoke(client, what);
            List<JsonNode> events = client.all();
            validated(events);
            JsonNode error = events.get(events.size() - 2);
            assertThat(error.get("type").asString()).isEqualTo("error");
            JsonNode row = row(error.at("/problem/reason").asString());
            assertThat(error.get("fatal").asBoolean()).isTrue();
            assertThat(client.closeCode()).isEqualTo(row.get("closeCode").asInt());
        }
    }

    @Test
    void fieldsOfStart_areExactlyThoseThatAreTaken() throws Exception {
        JsonNode fields = schemas.document().at("/components/schemas/Start/properties");
        JsonNode all = schemas.document().at("/components/messages/start/examples/2/payload");
        assertThat(all.propertyNames()).containsExactlyInAnyOrderElementsOf(fields.propertyNames());
        ObjectNode start = (ObjectNode) all.deepCopy();
        start.put("model", "fixture");
        try (StreamClient client = new StreamClient(port(), "/v1/stream")) {
            client.say(start.toString());
            assertThat(client.await("ready").at("/model/name").asString()).isEqualTo("fixture");
        }
        try (StreamClient client = new StreamClient(port(), "/v1/stream")) {
            client.say(START.formatted(",\"surprise\":1"));
            assertThat(client.await("error").at("/problem/detail").asString())
                    .endsWith("among " + new TreeSet<>(fieldsWithoutType(fields)));
        }
    }

    private static void provoke(StreamClient client, String what) {
        String raw = START.formatted("");
        switch (what) {
            case "start twice" -> client.say(raw).say(raw);
            case "other format" -> client.say(raw).say(raw.replace("16000", "8000"));
            case "finish alone" -> client.say(raw).say(FINISH);
            case "half a sample" -> client.say(raw).send(new byte[3], 3).say(FINISH);
            case "too short" -> client.say(raw).send(new byte[100], 100).say(FINISH);
            case "too large" -> client.say(raw).send(new byte[70_000], 70_000);
            case "not a number" ->
                    client.say(raw.replace("s16le", "f32le"))
                            .send(new byte[] {0, 0, (byte) 0xC0, 0x7F}, 4);
            case "no container" ->
                    client.say("{\"type\":\"start\",\"encoding\":\"container\"}")
                            .send("these words are no audio at all".repeat(9).getBytes(), 300)
                            .say(FINISH);
            default -> client.say(what);
        }
    }

    /** The types of events whose schemas they all fit. */
    private Set<String> validated(List<JsonNode> events) {
        Set<String> types = new LinkedHashSet<>();
        for (JsonNode event : events) {
            String type = event.get("type").asString();
            assertThat(TOLD).contains(type);
            assertThat(schemas.faults(type, event)).as(event.toString()).isEmpty();
            types.add(type);
            if (type.equals("error")) {
                assertThat(row(event.at("/problem/reason").asString()).get("session").asString())
                        .isIn("either", event.get("fatal").booleanValue() ? "ends" : "goes-on");
            }
        }
        return types;
    }

    private JsonNode rows() {
        return schemas.document().at("/channels/stream/x-reasons");
    }

    private JsonNode row(String reason) {
        for (JsonNode row : rows()) {
            if (row.get("reason").asString().equals(reason)) {
                return row;
            }
        }
        throw new AssertionError("expected a row for " + reason);
    }

    private static List<String> fieldsWithoutType(JsonNode fields) {
        List<String> names = new ArrayList<>(fields.propertyNames());
        names.remove("type");
        return names;
    }

    private static List<String> both() {
        List<String> all = new ArrayList<>(SAID);
        all.addAll(TOLD);
        return all;
    }

    private static String lastWord(JsonNode reference) {
        String target = reference.get("$ref").asString();
        return target.substring(target.lastIndexOf('/') + 1);
    }

    private static byte[] speech() {
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(1, 1));
        return Arrays.copyOfRange(wav, 44, wav.length);
    }
}
