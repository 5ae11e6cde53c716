package dev.undertone.cli;

import dev.undertone.model.ModelSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model answers. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = ModelSettings.DEFAULT_ALIAS,
            description =
                    "The model that answers: NAME or NAME@VERSION (default: the service's default, ensemble).")
    private String model;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            defaultValue = "${env:UNDERTONE_MODELS_PATH}",
            description =
                    "A folder of models beside the embedded ones, NAME/VERSION/manifest.json each"
                            + " (default: the variable UNDERTONE_MODELS_PATH).")
    private @Nullable Path folder;

    /** Alias, NAME or NAME@VERSION. */
    String model() {
        return model;
    }

    /** The embedded models and those of the folder, one predictor each, {@code default} being the chosen one. */
    ModelSettings settings() {
        return settings(1);
    }

    /** The same with as many predictors as threads will ask. */
    ModelSettings settings(int predictors) {
        boolean chosen = !model.equals(ModelSettings.DEFAULT_ALIAS);
        return new ModelSettings(
                folder,
                chosen
                        ? Map.of(ModelSettings.DEFAULT_ALIAS, model)
                        : ModelSettings.DEFAULT.aliases(),
                predictors);
    }
}
