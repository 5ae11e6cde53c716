package dev.undertone.web;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.ModelCatalog;
import dev.undertone.recognition.ModelReloader;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/models}: what may be asked, and what has changed in the folder. Described in {@code openapi.yaml}. */
@Hidden
@RestController
final class ModelController {

    private final ModelCatalog catalog;
    private final ModelReloader reloader;

    ModelController(ModelCatalog catalog, ModelReloader reloader) {
        this.catalog = catalog;
        this.reloader = reloader;
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

    /** Takes up the versions of a name that lie in the models' folder; a body is not read. */
    @PostMapping(
            path = "/v1/models/{reference}/reload",
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> reload(@PathVariable("reference") String reference) {
        return json(reloader.reload(reference));
    }

    private static ResponseEntity<byte[]> json(Object value) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(AnswerJson.write(value));
    }
}
