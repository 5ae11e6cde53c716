package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.access.KeySecret;
import dev.undertone.recognition.Reason;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who has which key may do what. */
class ITKeys extends SecuredService {

    private static final String MISSING = "Bearer";
    private static final String INVALID = "Bearer error=\"invalid_token\"";
    private static final String SCOPE = "Bearer error=\"insufficient_scope\"";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void key_ofTheScope_isLetIn() throws Exception {
        assertThat(recognize(ANALYST).statusCode()).isEqualTo(200);
        assertThat(service.send(as(ANALYST, "/v1/models")).statusCode()).isEqualTo(200);
        assertThat(service.send(as(ANALYST, "/v1/models/fixture")).statusCode()).isEqualTo(200);
    }

    @Test
    void key_ofAnotherScope_isForbidden() throws Exception {
        refused(Reason.FORBIDDEN, SCOPE, recognize(STREAMER));
        refused(Reason.FORBIDDEN, SCOPE, service.send(as(STREAMER, "/v1/models")));
        refused(Reason.FORBIDDEN, SCOPE, ticket(ANALYST));
        refused(
                Reason.FORBIDDEN,
                SCOPE,
                service.send(
                        as(ANALYST, "/v1/models/fixture/reload").POST(BodyPublishers.noBody())));
    }

    @Test
    void request_withoutKey_isUnauthorized() throws Exception {
        refused(Reason.UNAUTHORIZED, MISSING, service.postRaw("/v1/emotions", CLIP));
        refused(Reason.UNAUTHORIZED, MISSING, service.get("/v1/models"));
        refused(Reason.UNAUTHORIZED, MISSING, service.get("/v1/nothing"));
        refused(
                Reason.UNAUTHORIZED,
                MISSING,
                service.send(service.request("/v1/models").header("Authorization", "Basic YTpi")));
    }

    @Test
    void request_withKeyThatIsNone_isUnauthorized() throws Exception {
        refused(Reason.UNAUTHORIZED, INVALID, recognize(KeySecret.create()));
        refused(Reason.UNAUTHORIZED, INVALID, recognize(EXPIRED));
        refused(Reason.UNAUTHORIZED, INVALID, recognize(ANALYST + "x"));
        refused(Reason.UNAUTHORIZED, INVALID, recognize("password"));
        refused(Reason.UNAUTHORIZED, INVALID, recognize("two words"));
        refused(Reason.UNAUTHORIZED, INVALID, recognize(KeySecret.hash(ANALYST)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "key", "authorization"})
    void key_inTheAddress_isNotRead(String parameter) throws Exception {
        String path = "/v1/models?" + parameter + "=" + ANALYST;

        refused(Reason.UNAUTHORIZED, MISSING, service.get(path));
    }

    @Test
    void addressesOfTheInterface_areAllBehindAScope() throws Exception {
        String nothing = ISSUER.token("nothing");
        Set<String> patterns =
                mappings.getHandlerMethods().keySet().stream()
                        .flatMap(mapping -> mapping.getPatternValues().stream())
                        .filter(pattern -> pattern.startsWith("/v1"))
                        .collect(Collectors.toSet());
        assertThat(patterns).contains("/v1/emotions", "/v1/stream/tickets", "/v1/models");
        for (String pattern : patterns) {
            String path = pattern.replaceAll("\\{[^}]+}", "x");
            refused(Reason.UNAUTHORIZED, MISSING, service.get(path));
            refused(Reason.FORBIDDEN, SCOPE, service.send(as(nothing, path)));
        }
    }

    @Test
    void request_wrongMethodOrPath_isToldToWhoMayCome() throws Exception {
        HttpResponse<String> method = service.send(as(ANALYST, "/v1/emotions"));
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        assertThat(service.send(as(ANALYST, "/v1/nothing")).statusCode()).isEqualTo(404);
        assertThat(service.get("/nothing").statusCode()).isEqualTo(404);
        refused(Reason.UNAUTHORIZED, MISSING, service.postRaw("/nothing", CLIP));
    }

    @Test
    void description_ofTheInterface_isOpen() throws Exception {
        assertThat(service.get("/v3/api-docs").statusCode()).isEqualTo(200);
        assertThat(service.get("/docs/api").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/emotions",
                "/v1//emotions",
                "/v1/emotions;x=1",
                "/v1/%2e%2e/v1/emotions",
                "/v1%2femotions",
                "/v1/emotions/",
                "/V1/emotions",
                "/actuator/..;/v1/emotions",
                "/docs/..;/v1/models",
            })
    void request_pathByTricks_isLetInNowhere(String path) throws Exception {
        assertThat(service.get(path).statusCode()).isIn(400, 401, 404);
        assertThat(service.postRaw(path, CLIP).statusCode()).isIn(400, 401, 404);
    }

    @Test
    void actuator_isOnItsOwnPortAlone() throws Exception {
        for (String path :
                new String[] {"health/readiness", "health/liveness", "prometheus", "info"}) {
            assertThat(management.get("/actuator/" + path).statusCode()).as(path).isEqualTo(200);
            assertThat(service.get("/actuator/" + path).statusCode()).as(path).isEqualTo(404);
        }
        for (String path :
                new String[] {"env", "heapdump", "loggers", "mappings", "shutdown", "beans"}) {
            assertThat(management.get("/actuator/" + path).statusCode()).as(path).isEqualTo(404);
            assertThat(management.postRaw("/actuator/" + path, CLIP).statusCode()).isIn(401, 404);
            assertThat(service.get("/actuator/" + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(management.get("/v1/models").statusCode()).isIn(401, 404);
    }

    @Test
    void keys_rotated_withoutRestart() throws Exception {
        String next = KeySecret.create();
        assertThat(recognize(next).statusCode()).isEqualTo(401);

        writeKeys(line("analyst", next, "analyze"));
        until(200, next);
        assertThat(recognize(ANALYST).statusCode()).isEqualTo(200);
        writeKeys("");
        until(401, next);
    }

    @Test
    void usage_isCountedPerKey() throws Exception {
        double requests = usage("requests_total", "analyst");
        double seconds = usage("audio_seconds_total", "analyst");
        double tokens = usage("requests_total", "jwt");

        recognize(ANALYST);
        service.send(
                as(ANALYST, "/v1/emotions/timeline?mode=window&windowSeconds=0.5&hopSeconds=0.5")
                        .POST(BodyPublishers.ofByteArray(CLIP)));
        service.send(as(ANALYST, "/v1/models"));
        recognize(STREAMER);
        recognize(ISSUER.token("analyze"));

        assertThat(usage("requests_total", "analyst")).isEqualTo(requests + 3);
        assertThat(usage("audio_seconds_total", "analyst")).isEqualTo(seconds + 1);
        assertThat(usage("requests_total", "jwt")).isEqualTo(tokens + 1);
        assertThat(management.get("/actuator/prometheus").body()).doesNotContain("somebody@");
    }

    private HttpResponse<String> ticket(String bearer) throws IOException, InterruptedException {
        return service.send(as(bearer, "/v1/stream/tickets").POST(BodyPublishers.noBody()));
    }

    /** Asks until the file has been read; the test's own timeout ends it. */
    private void until(int status, String bearer) throws IOException, InterruptedException {
        while (service.send(as(bearer, "/v1/models")).statusCode() != status) {
            Thread.onSpinWait();
        }
    }
}
