package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.undertone.recognition.Reason;
import dev.undertone.testing.TokenIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens of an issuer are taken, and what for. */
class ITTokens extends SecuredService {

    private static final String INVALID = "Bearer error=\"invalid_token\"";

    @Test
    void token_ofTheScope_isLetIn() throws Exception {
        assertThat(recognize(ISSUER.token("profile analyze")).statusCode()).isEqualTo(200);
        assertThat(
                        service.send(
                                        as(ISSUER.token("stream"), "/v1/stream/tickets")
                                                .POST(BodyPublishers.noBody()))
                                .statusCode())
                .isEqualTo(200);
        JWTClaimsSet listed =
                TokenIssuer.claims("")
                        .claim("scope", null)
                        .claim("scp", List.of("analyze"))
                        .build();
        assertThat(recognize(ISSUER.sign(listed)).statusCode()).isEqualTo(200);
    }

    @Test
    void token_ofAnotherScope_isForbidden() throws Exception {
        for (String scopes : List.of("", "stream admin", "SCOPE_analyze", "analyze2", "Analyze")) {
            refused(
                    Reason.FORBIDDEN,
                    "Bearer error=\"insufficient_scope\"",
                    recognize(ISSUER.token(scopes)));
        }
    }

    static Stream<Arguments> badTokens() throws Exception {
        JWTClaimsSet good = TokenIssuer.claims("analyze").build();
        Instant now = Instant.now();
        String signed = ISSUER.sign(good);
        SignedJWT byPublicKey = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), good);
        byPublicKey.sign(new MACSigner(new byte[32]));
        return Stream.of(
                Arguments.of("of another audience", spoiled("aud", "another")),
                Arguments.of("of no audience", spoiled("aud", null)),
                Arguments.of("of another issuer", spoiled("iss", "https://evil.example")),
                Arguments.of("expired", spoiled("exp", Date.from(now.minusSeconds(3600)))),
                Arguments.of("without an end", spoiled("exp", null)),
                Arguments.of("of the future", spoiled("nbf", Date.from(now.plusSeconds(3600)))),
                Arguments.of("that needs a proof", spoiled("cnf", Map.of("jkt", "thumb-of-a-key"))),
                Arguments.of("by a key nobody knows", ISSUER.sign(good, "unknown")),
                Arguments.of("by another key", new TokenIssuer().sign(good)),
                Arguments.of("by a symmetric key", byPublicKey.serialize()),
                Arguments.of("of algorithm none", new PlainJWT(good).serialize()),
                Arguments.of("without its signature", cut(signed, 2) + "."),
                Arguments.of("of two parts", cut(signed, 2)),
                Arguments.of("with other claims", exchanged(signed)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void token_thatIsNotGood_isUnauthorized(String what, String token) throws Exception {
        refused(Reason.UNAUTHORIZED, INVALID, recognize(token));
    }

    private static String spoiled(String claim, Object value) {
        return ISSUER.sign(TokenIssuer.claims("analyze").claim(claim, value).build());
    }

    private static String cut(String token, int parts) {
        return String.join(".", Arrays.copyOf(token.split("\\."), parts));
    }

    /** The claims of an administrator under the signature of somebody else's. */
    private static String exchanged(String token) {
        String[] parts = token.split("\\.");
        parts[1] = ISSUER.token("analyze admin").split("\\.")[1];
        return String.join(".", parts);
    }
}
