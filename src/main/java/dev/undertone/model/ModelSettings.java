package dev.undertone.model;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which models are served.
 *
 * @param folder of models beside the embedded ones; null for none
 * @param aliases other names, each for NAME or NAME@VERSION; {@code default} answers where a request names none
 * @param predictors inferences at a time per model, positive
 */
public record ModelSettings(@Nullable Path folder, Map<String, String> aliases, int predictors) {

    /** The alias that answers where a request names no model. */
    public static final String DEFAULT_ALIAS = "default";

    /** The embedded models alone, {@code default} being the ensemble, one predictor per core. */
    public static final ModelSettings DEFAULT =
            new ModelSettings(
                    null,
                    Map.of(DEFAULT_ALIAS, "ensemble"),
                    Runtime.getRuntime().availableProcessors());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the pool is empty or no alias is {@code default}
     */
    public ModelSettings {
        if (predictors <= 0) {
            throw new IllegalArgumentException(
                    "expected at least 1 predictor but got " + predictors);
        }
        if (!aliases.containsKey(DEFAULT_ALIAS)) {
            throw new IllegalArgumentException(
                    "expected an alias default but got " + aliases.keySet());
        }
        aliases = Map.copyOf(aliases);
    }
}
