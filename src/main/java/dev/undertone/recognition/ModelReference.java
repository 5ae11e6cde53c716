package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.model.ModelManifest;

/**
 * Which model answered.
 *
 * @param name of the model
 * @param version of it
 */
@JsonPropertyOrder({"name", "version"})
public record ModelReference(String name, String version) {

    static ModelReference of(ModelManifest manifest) {
        return new ModelReference(manifest.name(), manifest.version());
    }
}
