package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as callers see it.
 *
 * @param name of the model
 * @param version of it
 * @param aliases other names that lead to it
 * @param labels its classes
 * @param layout its features
 * @param sampleRateHz the rate it works at; audio of other rates is resampled
 * @param languages BCP 47 tags heard in training
 * @param figures what evaluation measured
 * @param card the model card, Markdown; left out of lists
 */
@JsonPropertyOrder({
    "name",
    "version",
    "aliases",
    "labels",
    "layout",
    "sampleRateHz",
    "languages",
    "figures",
    "card"
})
public record ModelDescription(
        String name,
        String version,
        List<String> aliases,
        List<String> labels,
        String layout,
        int sampleRateHz,
        List<String> languages,
        Map<String, Object> figures,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String card) {

    public ModelDescription {
        aliases = List.copyOf(aliases);
        labels = List.copyOf(labels);
        languages = List.copyOf(languages);
    }
}
