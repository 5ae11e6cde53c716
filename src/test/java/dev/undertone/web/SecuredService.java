package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.access.KeySecret;
import dev.undertone.app.UndertoneApplication;
import dev.undertone.grpc.GrpcServer;
import dev.undertone.recognition.Reason;
import dev.undertone.testing.TlsIdentity;
import dev.undertone.testing.TokenIssuer;
import dev.undertone.testing.WavBytes;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Principal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * A service with everything on: keys in a file, tokens, listed origins, TLS, a port each for management, vosk's clients and
 * gRPC. The classes below share the one that is started first.
 */
@Timeout(60)
@SpringBootTest(
        classes = {UndertoneApplication.class, SecuredService.WhoIsIt.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "undertone.security.enabled=true",
            "undertone.security.keys-refresh=20ms",
            "undertone.security.allowed-origins=" + SecuredService.ORIGIN,
            "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + TokenIssuer.NAME,
            "spring.security.oauth2.resourceserver.jwt.audiences=" + TokenIssuer.AUDIENCE,
            "spring.ssl.bundle.pem.web.reload-on-update=true",
            "spring.ssl.bundle.watch.file.quiet-period=20ms",
            "server.ssl.bundle=web",
            "undertone.adapters.vosk.port=0",
            "undertone.grpc.port=0",
            "undertone.grpc.ssl-bundle=web",
            "management.server.port=0"
        })
abstract class SecuredService {

    static final String ORIGIN = "https://app.example.org";
    static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    static final String ANALYST = KeySecret.create();
    static final String STREAMER = KeySecret.create();
    static final String EXPIRED = KeySecret.create();
    static final TokenIssuer ISSUER = new TokenIssuer();
    static final Path FOLDER = ServiceFixture.temporaryFolder();
    static final Path KEYS = FOLDER.resolve("keys");
    static final TlsIdentity IDENTITY = TlsIdentity.create(FOLDER);

    @LocalServerPort int port;
    @LocalManagementPort private int managementPort;
    @Autowired private GrpcServer grpc;
    ServiceFixture service;
    ServiceFixture management;

    /** Stands for the endpoints of streams: it tells its peer who has been let in. */
    @TestConfiguration
    static class WhoIsIt implements WebSocketConfigurer {

        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
            TextWebSocketHandler handler =
                    new TextWebSocketHandler() {

                        @Override
                        public void afterConnectionEstablished(WebSocketSession session)
                                throws IOException {
                            Principal caller = session.getPrincipal();
                            session.sendMessage(
                                    new TextMessage(caller == null ? "-" : caller.getName()));
                        }
                    };
            registry.addHandler(handler, "/v1/adapters/who", "/elsewhere")
                    .setAllowedOriginPatterns("*");
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        ServiceFixture.serveFixture(registry);
        writeKeys("");
        IDENTITY.write(FOLDER);
        registry.add("undertone.security.keys-file", KEYS::toString);
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", ISSUER::keysUri);
        registry.add(
                "spring.ssl.bundle.pem.web.keystore.certificate",
                FOLDER.resolve("tls.crt")::toString);
        registry.add(
                "spring.ssl.bundle.pem.web.keystore.private-key",
                FOLDER.resolve("tls.key")::toString);
    }

    /** To the port of gRPC, by whoever trusts a certificate. */
    ManagedChannel channel(TlsIdentity trusted) {
        return NettyChannelBuilder.forAddress(
                        "localhost",
                        grpc.port(),
                        TlsChannelCredentials.newBuilder().trustManager(trusted.trust()).build())
                .build();
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture("https://localhost:" + port, IDENTITY.client());
        management = new ServiceFixture(managementPort);
    }

    /** The three keys above, and more lines. */
    static void writeKeys(String more) throws IOException {
        Path next =
                Files.writeString(
                        FOLDER.resolve("keys.next"),
                        line("analyst", ANALYST, "analyze")
                                + line("streamer", STREAMER, "stream")
                                + line("analyst", EXPIRED, "analyze 2001-01-01T00:00:00Z")
                                + more);
        Files.move(next, KEYS, StandardCopyOption.ATOMIC_MOVE);
    }

    static String line(String id, String secret, String rest) {
        return "%s sha256:%s %s%n".formatted(id, KeySecret.hash(secret), rest);
    }

    HttpRequest.Builder as(String bearer, String path) {
        return service.request(path).header("Authorization", "Bearer " + bearer);
    }

    HttpResponse<String> recognize(String bearer) throws IOException, InterruptedException {
        return service.send(
                as(bearer, "/v1/emotions").POST(HttpRequest.BodyPublishers.ofByteArray(CLIP)));
    }

    /** What a meter of use says of a key. */
    double usage(String meter, String key) throws IOException, InterruptedException {
        String series = "undertone_usage_%s{key=\"%s\"} ".formatted(meter, key);
        return management
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    static void refused(Reason reason, String challenge, HttpResponse<String> response) {
        assertThat(response.body()).contains("\"" + reason.code() + "\"");
        assertThat(response.statusCode()).isEqualTo(reason.status());
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue(challenge);
        assertThat(json(response).get("requestId").stringValue())
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    }
}
