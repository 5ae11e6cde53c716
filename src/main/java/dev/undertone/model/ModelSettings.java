package dev.undertone.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which models are served.
 *
 * @param folder of models beside the embedded ones; null for none
 * @param aliases other names, each for NAME or NAME@VERSION; {@code default} answers where a request names none
 * @param predictors inferences at a time per model, positive
 * @param trustedManifests SHA-256 of each {@code manifest.json} of the folder that may be loaded; empty for any
 * @param device that models are run on
 */
public record ModelSettings(
        @Nullable Path folder,
        Map<String, String> aliases,
        int predictors,
        Set<String> trustedManifests,
        DevicePolicy device) {

    /** The alias that answers where a request names no model. */
    public static final String DEFAULT_ALIAS = "default";

    /** The embedded models alone, {@code default} being {@code robust}, one predictor per core. */
    public static final ModelSettings DEFAULT =
            new ModelSettings(
                    null,
                    Map.of(DEFAULT_ALIAS, "robust"),
                    Runtime.getRuntime().availableProcessors());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the pool is empty, no alias is {@code default}, or a checksum is none
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
        for (String sha256 : trustedManifests) {
            if (!Checksum.isSha256(sha256)) {
                throw new IllegalArgumentException(
                        "expected 64 lower-case hexadecimal digits but got " + sha256);
            }
        }
        aliases = Map.copyOf(aliases);
        trustedManifests = Set.copyOf(trustedManifests);
    }

    /** Trusts every manifest of the folder, and runs models on the CPU. */
    public ModelSettings(@Nullable Path folder, Map<String, String> aliases, int predictors) {
        this(folder, aliases, predictors, Set.of(), DevicePolicy.CPU);
    }
}
