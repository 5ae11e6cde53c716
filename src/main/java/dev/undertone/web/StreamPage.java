package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /docs/stream/}: the page that streams a microphone, {@code examples/browser} of the project. It is served by
 * the service whose stream it opens, so that it works without a list of origins.
 */
@Hidden
@RestController
final class StreamPage {

    private static final String FOLDER = "undertone/stream-page/";
    private static final String PAGE = "index.html";
    private static final Map<String, MediaType> FILES =
            Map.of(
                    PAGE,
                    MediaType.parseMediaType("text/html;charset=UTF-8"),
                    "stream.css",
                    MediaType.parseMediaType("text/css;charset=UTF-8"),
                    "stream.js",
                    MediaType.parseMediaType("text/javascript;charset=UTF-8"));

    /** The page's own files and its own host, nothing else. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** To the folder, on which the page's links rest; relative, so that it holds behind a proxy too. */
    @GetMapping("/docs/stream")
    ResponseEntity<Void> folder() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, "stream/")
                .build();
    }

    /** The page. */
    @GetMapping("/docs/stream/")
    ResponseEntity<byte[]> page() throws IOException {
        return file(PAGE);
    }

    /** One of its files. */
    @GetMapping("/docs/stream/{name}")
    ResponseEntity<byte[]> file(@PathVariable("name") String name) throws IOException {
        MediaType type = FILES.get(name);
        if (type == null) {
            throw new RecognitionException(
                    Reason.NOT_FOUND, ProblemAdvice.detail(Reason.NOT_FOUND));
        }
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Permissions-Policy", "microphone=(self)")
                .header("X-Content-Type-Options", "nosniff")
                .body(read(name));
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = new ClassPathResource(FOLDER + name).getInputStream()) {
            return file.readAllBytes();
        }
    }
}
