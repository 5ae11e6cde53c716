package dev.undertone.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs tokens as an identity provider does, and tells its public keys at an address of this machine. */
public final class TokenIssuer {

    /** Who issues them. */
    public static final String NAME = "https://issuer.example.org";

    /** Whom they are made for. */
    public static final String AUDIENCE = "undertone";

    private static final String PATH = "/keys";

    private final RSAKey key;
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    /** Starts to tell its keys, until the process ends. */
    public TokenIssuer() {
        try {
            this.key = new RSAKeyGenerator(2048).keyID("one").generate();
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(PATH, this::tellKeys);
        server.start();
    }

    private void tellKeys(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        byte[] keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
    }

    /** Where its public keys are. */
    public String keysUri() {
        return "http://localhost:" + server.getAddress().getPort() + PATH;
    }

    /** How often it was asked for its keys. */
    public int asked() {
        return asked.get();
    }

    /** The claims of a good token, to be spoiled. */
    public static JWTClaimsSet.Builder claims(String scopes) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("somebody@example.org")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("scope", scopes);
    }

    /** A good token of these scopes, between blanks. */
    public String token(String scopes) {
        return sign(claims(scopes).build());
    }

    /** A token of these claims. */
    public String sign(JWTClaimsSet claims) {
        return sign(claims, key.getKeyID());
    }

    /** A token that says it is signed by a key of this name. */
    public String sign(JWTClaimsSet claims, String keyId) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
