package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.recognition.Reason;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Every bad request gets its documented problem, leaves no trace, and the next request is served. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "undertone.limits.max-audio-bytes=1000000B")
class ITProblems {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @LocalServerPort private int port;
    @Autowired private ApplicationContext context;
    private ServiceFixture service;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @AfterEach
    void nextRequest_isServed_andNoFaultIsLogged(CapturedOutput output) throws Exception {
        assertThat(service.postRaw("/v1/emotions", CLIP).statusCode()).isEqualTo(200);
        assertThat(output.getOut()).doesNotContain("ERROR").doesNotContain("\tat ");
    }

    @Test
    void post_emptyBody_isEmptyBody() throws Exception {
        problem(Reason.EMPTY_BODY, service.postRaw("/v1/emotions", new byte[0]));
        problem(Reason.EMPTY_BODY, service.postForm("/v1/emotions", "file", new byte[0]));
    }

    @Test
    void post_textNamedWav_isUnsupported() throws Exception {
        byte[] text = "To be, or not to be, that is the question".getBytes(StandardCharsets.UTF_8);

        problem(Reason.UNSUPPORTED_AUDIO, service.postRaw("/v1/emotions", text));
        problem(Reason.UNSUPPORTED_AUDIO, service.postForm("/v1/emotions", "file", text));
    }

    @Test
    void post_headerCutAtEveryByte_isMalformed() throws Exception {
        problem(Reason.EMPTY_BODY, service.postRaw("/v1/emotions", new byte[0]));
        for (int length = 1; length <= 46; length++) {
            HttpResponse<String> response =
                    service.postRaw("/v1/emotions", Arrays.copyOf(CLIP, length));
            assertThat(response.statusCode()).as("cut at %d", length).isIn(415, 422);
            if (length >= 4) {
                problem(Reason.MALFORMED_AUDIO, response);
            }
        }
    }

    @Test
    void post_threeGibibytesClaimedInOneKilobyte_isMalformed() throws Exception {
        byte[] wav = WavBytes.pcm16(16_000, 1, new float[490]);

        problem(
                Reason.MALFORMED_AUDIO,
                service.postRaw("/v1/emotions", WavBytes.claiming(wav, 3L << 30)));
    }

    @Test
    void post_samplesThatAreNoNumbers_areRefused() throws Exception {
        float[] samples = WavBytes.buzz(0.5, 1);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            samples[1234] = bad;
            problem(
                    Reason.NON_FINITE_SAMPLES,
                    service.postRaw("/v1/emotions", WavBytes.float32(16_000, samples)));
        }
    }

    @Test
    void post_headerFieldsBeyondLimits_areRefused() throws Exception {
        float[] second = new float[16_000];
        byte[] noChannels = CLIP.clone();
        noChannels[22] = 0;

        problem(Reason.MALFORMED_AUDIO, service.postRaw("/v1/emotions", noChannels));
        problem(
                Reason.AUDIO_TOO_SHORT,
                service.postRaw("/v1/emotions", WavBytes.pcm16(16_000, 1, new float[100])));
        problem(
                Reason.TOO_MANY_CHANNELS,
                service.postRaw("/v1/emotions", WavBytes.pcm16(16_000, 9, new float[9_000])));
        problem(
                Reason.UNSUPPORTED_SAMPLE_RATE,
                service.postRaw("/v1/emotions", WavBytes.pcm16(4_000, 1, second)));
    }

    @ParameterizedTest
    @CsvSource({
        "minConfidence=1e309, minConfidence",
        "minConfidence=NaN, minConfidence",
        "minConfidence=-0, minConfidence",
        "labels=happy%2Cbored, labels",
        "attention=all, attention",
        "attention=none&attention=none, attention",
        "embedding=yes, embedding",
        "channel=left, channel",
        "colour=red, colour",
        "attention=%25zz, attention",
    })
    void post_parameterThatCannotBe_isNamed(String query, String parameter) throws Exception {
        JsonNode problem =
                problem(Reason.INVALID_PARAMETER, service.postRaw("/v1/emotions?" + query, CLIP));

        assertThat(problem.get("parameter").stringValue()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "fixture@9.9.9", "..%2Fx", "http:%2F%2Fx", "file:%2F%2F%2Fetc"})
    void post_unknownModel_isNotFound(String model) throws Exception {
        problem(Reason.MODEL_NOT_FOUND, service.postRaw("/v1/emotions?model=" + model, CLIP));
        problem(
                Reason.MODEL_NOT_FOUND,
                service.postRaw("/v1/emotions?model=" + model.repeat(100), CLIP));
    }

    @Test
    void post_formsThatAreNotOneFile_areRefused() throws Exception {
        problem(Reason.MISSING_AUDIO, service.postForm("/v1/emotions"));
        problem(Reason.MISSING_AUDIO, service.postForm("/v1/emotions", "audio", CLIP));
        JsonNode two =
                problem(
                        Reason.INVALID_PARAMETER,
                        service.postForm("/v1/emotions", "file", CLIP, "file", CLIP));
        assertThat(two.get("parameter").stringValue()).isEqualTo("file");
        problem(
                Reason.INVALID_PARAMETER,
                service.postForm("/v1/emotions", "file", CLIP, "other", CLIP));
        Object[] many = new Object[2 * 51];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "part" + i;
            many[i + 1] = new byte[0];
        }
        problem(Reason.INVALID_MESSAGE, service.postForm("/v1/emotions", many));
    }

    @Test
    void post_brokenForms_areInvalid() throws Exception {
        byte[] form = ServiceFixture.form("file", CLIP);
        byte[] endless = Arrays.copyOf(form, form.length - 30);

        problem(
                Reason.INVALID_MESSAGE,
                service.send(
                        service.request("/v1/emotions")
                                .header("Content-Type", "multipart/form-data")
                                .POST(BodyPublishers.ofByteArray(form))));
        problem(
                Reason.INVALID_MESSAGE,
                service.send(
                        service.request("/v1/emotions")
                                .header(
                                        "Content-Type",
                                        "multipart/form-data; boundary=undertone-test-boundary")
                                .POST(BodyPublishers.ofByteArray(endless))));
    }

    /** Ten thousand parts, a form within a form, and a boundary that the type does not tell. */
    @Test
    void post_formsOfNoEnd_areInvalid() throws Exception {
        Object[] parts = new Object[2 * 10_000];
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = "p";
            parts[i + 1] = new byte[0];
        }
        problem(Reason.INVALID_MESSAGE, service.postForm("/v1/emotions", parts));
        String nested =
                """
                --undertone-test-boundary\r
                Content-Disposition: form-data; name="file"\r
                Content-Type: multipart/mixed; boundary=inner\r
                \r
                --inner\r
                Content-Disposition: attachment; filename="clip.wav"\r
                \r
                RIFF\r
                --inner--\r
                --undertone-test-boundary--\r
                """;
        assertThat(
                        service.send(
                                        service.request("/v1/emotions")
                                                .header(
                                                        "Content-Type",
                                                        "multipart/form-data; boundary=undertone-test-boundary")
                                                .POST(BodyPublishers.ofString(nested)))
                                .statusCode())
                .isIn(400, 415, 422);
    }

    @Test
    void post_moreBytesThanAllowed_isTooLarge() throws Exception {
        byte[] large = new byte[1_000_001];

        problem(Reason.AUDIO_TOO_LARGE, service.postRaw("/v1/emotions", large));
        problem(Reason.AUDIO_TOO_LARGE, service.postForm("/v1/emotions", "file", large));
        problem(
                Reason.AUDIO_TOO_LARGE,
                service.send(
                        service.request("/v1/emotions")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(large)))));
    }

    @Test
    void post_encodedBody_isUnsupported() throws Exception {
        problem(
                Reason.UNSUPPORTED_AUDIO,
                service.send(
                        service.request("/v1/emotions")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(CLIP))));
    }

    @Test
    void request_wrongMethodPathOrForm_isAProblemToo() throws Exception {
        HttpResponse<String> get = service.get("/v1/emotions");
        problem(Reason.METHOD_NOT_ALLOWED, get);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        problem(Reason.NOT_FOUND, service.get("/v2/emotions"));
        problem(Reason.NOT_FOUND, service.get("/"));
        problem(Reason.NOT_FOUND, service.get("/error"));
        problem(Reason.MODEL_NOT_FOUND, service.get("/v1/models/none"));
        for (String accept : List.of("application/xml", "image/png")) {
            problem(
                    Reason.NOT_ACCEPTABLE,
                    service.send(
                            service.request("/v1/emotions")
                                    .header("Accept", accept)
                                    .POST(BodyPublishers.ofByteArray(CLIP))));
        }
        for (String closed : List.of("env", "heapdump", "loggers", "mappings", "shutdown")) {
            problem(Reason.NOT_FOUND, service.get("/actuator/" + closed));
        }
    }

    /** Security is off here: foreign pages are refused all the same, and nothing of Spring Security is there. */
    @Test
    void request_ofAForeignPage_isForbidden() throws Exception {
        HttpResponse<String> response =
                service.send(service.request("/v1/models").header("Origin", "https://good.evil"));

        problem(Reason.FORBIDDEN, response);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(
                        service.send(
                                        service.request("/v1/models")
                                                .header("Origin", "http://localhost:" + port))
                                .statusCode())
                .isEqualTo(200);
        assertThat(context.containsBean("springSecurityFilterChain")).isFalse();
    }

    @Test
    void answer_securityIsOff_carriesTheHeadersOfBrowsersAndNoMore() throws Exception {
        HttpResponse<String> response = service.get("/v1/models");

        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    /** The ticket of a WebSocket is given, and asked for where it is shown, so that clients need not know the switch. */
    @Test
    void ticket_securityIsOff_isGoodOnceToo() throws Exception {
        String ticket =
                json(service.postRaw("/v1/stream/tickets", new byte[0]))
                        .get("ticket")
                        .stringValue();

        assertThat(show(ticket).statusCode()).isEqualTo(200);
        problem(Reason.UNAUTHORIZED, show(ticket));
    }

    private HttpResponse<String> show(String ticket) throws Exception {
        return service.send(
                service.request("/v1/models")
                        .header("Sec-WebSocket-Protocol", "undertone.ticket." + ticket));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/models",
                "/v1//models",
                "/v1/models;x=1",
                "/v1%2fmodels",
                "/v1/models/",
                "/V1/models",
                "/actuator/..;/v1/models",
                "/actuator/..;/actuator/env",
            })
    void request_pathByTricks_isNotFoundOrInvalid(String path) throws Exception {
        HttpResponse<String> response = service.get(path);

        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
    }

    static Stream<String> fileNames() {
        return Stream.of(
                "",
                "../../etc/canary-name",
                "..\\\\..\\\\canary-name",
                "%2e%2e%2fcanary-name",
                "canary-name\0.wav",
                "canary-name\u202Evaw.exe",
                "canary-name\u001b[31m",
                "canary-name".repeat(600));
    }

    @ParameterizedTest
    @MethodSource("fileNames")
    void post_fileNameOfAnyBytes_isNeitherUsedNorLogged(String name, CapturedOutput output)
            throws Exception {
        HttpResponse<String> response = postNamed(name);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(output.getAll()).doesNotContain("canary-name");
    }

    /** The parser's limit of 8 KiB for the headers of a part, and a name that would begin another header. */
    @Test
    void post_fileNameThatBreaksItsHeader_isInvalidOrNotRead(CapturedOutput output)
            throws Exception {
        problem(Reason.INVALID_MESSAGE, postNamed("canary-name".repeat(1000)));
        problem(Reason.INVALID_MESSAGE, postNamed("x".repeat(1_000_000)));
        assertThat(postNamed("x\"\r\nX-Canary: canary-name\r\nX: \"").statusCode()).isEqualTo(200);
        assertThat(output.getAll()).doesNotContain("canary-name");
    }

    private HttpResponse<String> postNamed(String fileName) throws Exception {
        String form =
                new String(ServiceFixture.form("file", CLIP), StandardCharsets.ISO_8859_1)
                        .replace(
                                "clip.wav",
                                new String(
                                        fileName.getBytes(StandardCharsets.UTF_8),
                                        StandardCharsets.ISO_8859_1));
        return service.send(
                service.request("/v1/emotions")
                        .header(
                                "Content-Type",
                                "multipart/form-data; boundary=undertone-test-boundary")
                        .POST(
                                BodyPublishers.ofByteArray(
                                        form.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static JsonNode problem(Reason reason, HttpResponse<String> response) {
        assertThat(response.body()).contains("\"" + reason.code() + "\"");
        assertThat(response.statusCode()).isEqualTo(reason.status());
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("type").stringValue())
                .isEqualTo("urn:undertone:problem:" + reason.code());
        assertThat(problem.get("title").stringValue()).isEqualTo(reason.title());
        assertThat(problem.get("status").intValue()).isEqualTo(reason.status());
        assertThat(problem.get("reason").stringValue()).isEqualTo(reason.code());
        assertThat(problem.get("requestId").stringValue())
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(problem.get("detail").stringValue())
                .isNotBlank()
                .doesNotContain("undertone.", "java", "Exception", "org.", "/tmp");
        return problem;
    }
}
