package dev.undertone.web;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.ModelCatalog;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/models}: what may be asked. Described in {@code openapi.yaml}. */
@Hidden
@RestController
final class ModelController {

    private final ModelCatalog catalog;

    ModelController(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    /** Every model, without cards. */
    @GetMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> list() {
        return json(catalog.list());
    }

    /** One model with its card. */
    @GetMapping(path = "/v1/models/{reference}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> describe(@PathVariable("reference") String reference) {
        return json(catalog.describe(reference));
    }

    private static ResponseEntity<byte[]> json(Object value) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(AnswerJson.write(value));
    }
}
