package dev.undertone.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v3/asyncapi}: the description of live streams, written by hand in {@code asyncapi/undertone.yaml} and served
 * byte by byte. As with HTTP it is the contract, and tests hold the code against it.
 */
@Hidden
@RestController
final class StreamDescription {

    /** As the AsyncAPI specification 3.0.0 names it. */
    private static final MediaType ASYNC_API =
            MediaType.parseMediaType("application/vnd.aai.asyncapi+yaml;version=3.0.0");

    private final byte[] yaml;

    StreamDescription() throws IOException {
        try (InputStream file = new ClassPathResource("asyncapi/undertone.yaml").getInputStream()) {
            yaml = file.readAllBytes();
        }
    }

    /** The document. */
    @GetMapping("/v3/asyncapi")
    ResponseEntity<byte[]> read() {
        return ResponseEntity.ok().contentType(ASYNC_API).body(yaml);
    }
}
