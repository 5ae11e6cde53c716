package dev.undertone.recognition;

import dev.undertone.model.EmotionModel;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models that answer, described for callers. */
public final class ModelCatalog {

    /**
     * The list of them.
     *
     * @param models by name, the highest version first
     */
    public record Listing(List<ModelDescription> models) {

        public Listing {
            models = List.copyOf(models);
        }
    }

    private final ModelRepository repository;

    public ModelCatalog(ModelRepository repository) {
        this.repository = repository;
    }

    /** Every model, without cards; empty before the models are loaded. */
    public Listing list() {
        return new Listing(
                repository.models().stream().map(model -> describe(model, null)).toList());
    }

    /**
     * One model with its card.
     *
     * @param reference alias, NAME or NAME@VERSION
     * @throws RecognitionException of {@link Reason#MODEL_NOT_FOUND} or {@link Reason#MODEL_UNAVAILABLE}
     */
    public ModelDescription describe(String reference) {
        try {
            EmotionModel model = repository.model(reference);
            return describe(model, model.card());
        } catch (ModelException e) {
            throw Failures.of(e);
        }
    }

    private ModelDescription describe(EmotionModel model, @Nullable String card) {
        ModelManifest manifest = model.manifest();
        return new ModelDescription(
                manifest.name(),
                manifest.version(),
                repository.aliases(model),
                manifest.labels(),
                manifest.layout(),
                manifest.sampleRateHz(),
                manifest.languages(),
                manifest.figures(),
                card);
    }
}
