package dev.undertone.spark;

import dev.undertone.batch.BatchScorer;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an executor needs to hear recordings: a few words, which travel with each task. The model itself is loaded by the
 * first task in a process and shared by all that follow there, until the process ends.
 *
 * @param model alias, NAME or NAME@VERSION
 * @param folder of models beside the embedded ones, at the same place on every node; null for none
 * @param options named as in the query of {@code POST /v1/emotions}
 */
record ScorerSettings(String model, @Nullable String folder, Map<String, String> options)
        implements Serializable {

    private static final ConcurrentMap<ScorerSettings, BatchScorer> LOADED =
            new ConcurrentHashMap<>();

    ScorerSettings {
        options = Map.copyOf(options);
    }

    /**
     * The scorer of this process, loaded by whoever asks first.
     *
     * @throws ModelException if the model cannot be loaded
     * @throws RecognitionException for an option that cannot be
     */
    BatchScorer scorer() {
        return LOADED.computeIfAbsent(this, ScorerSettings::open);
    }

    /** How many are loaded in this process. */
    static int loaded() {
        return LOADED.size();
    }

    private BatchScorer open() {
        boolean chosen = !model.equals(ModelSettings.DEFAULT_ALIAS);
        ModelSettings settings =
                new ModelSettings(
                        folder == null ? null : Path.of(folder),
                        chosen
                                ? Map.of(ModelSettings.DEFAULT_ALIAS, model)
                                : ModelSettings.DEFAULT.aliases(),
                        Runtime.getRuntime().availableProcessors());
        Map<String, List<String>> words =
                options.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> List.of(entry.getValue())));
        return BatchScorer.open(settings, RecognitionOptions.parse(words));
    }
}
