package dev.undertone.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The models that answer: the embedded ones and those of a folder, by name, version and alias. Empty until {@link
 * #open()} has verified all of them.
 *
 * <p>Those of the folder and those that an alias leads to are loaded and warm then. An embedded one that no alias leads
 * to waits for its first request: the project's own tests have run it.
 */
public final class ModelRepository implements AutoCloseable {

    private final ModelSettings settings;
    private volatile Map<String, NavigableMap<ModelVersion, EmotionModel>> models = Map.of();

    public ModelRepository(ModelSettings settings) {
        this.settings = settings;
    }

    /**
     * Verifies every model, and loads and warms those that do not wait; all or none.
     *
     * @throws ModelException in one clear line, for the first model that cannot be trusted or loaded, or an alias that
     *     names none; also where the engine itself cannot be started, which is an Error underneath
     */
    public synchronized void open() {
        if (isReady()) {
            return;
        }
        EngineSettings.apply();
        Map<String, NavigableMap<ModelVersion, EmotionModel>> loaded = new HashMap<>();
        try {
            for (VerifiedModel verified : verifiedModels().values()) {
                EmotionModel model = new EmotionModel(verified, settings.predictors());
                loaded.computeIfAbsent(model.manifest().name(), name -> new TreeMap<>())
                        .put(ModelVersion.parse(model.manifest().version()), model);
                if (!verified.isEmbedded()) {
                    model.load();
                }
            }
            settings.aliases().forEach((alias, target) -> target(loaded, alias, target).load());
        } catch (ModelException e) {
            closeAll(loaded);
            throw e;
        } catch (Throwable e) {
            closeAll(loaded);
            throw new ModelException(
                    ModelException.Fault.LOAD_FAILED, "the engine cannot be started: " + e, e);
        }
        models = Map.copyOf(loaded);
    }

    /** Whether {@link #open()} is done. */
    public boolean isReady() {
        return !models.isEmpty();
    }

    /**
     * The model of a name.
     *
     * @param reference an alias, NAME (its highest version) or NAME@VERSION
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND}, or {@link ModelException.Fault#UNAVAILABLE}
     *     before {@link #open()}
     */
    public EmotionModel model(String reference) {
        if (!isReady()) {
            throw new ModelException(ModelException.Fault.UNAVAILABLE, "no model is loaded yet");
        }
        EmotionModel model = find(models, settings.aliases().getOrDefault(reference, reference));
        if (model == null) {
            throw new ModelException(ModelException.Fault.NOT_FOUND, "no such model");
        }
        return model;
    }

    /**
     * The verified files of a model, read anew; nothing need be open. What fine-tuning begins with.
     *
     * @param reference an alias, NAME (its highest version) or NAME@VERSION
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND}, or if any model cannot be trusted
     */
    public VerifiedModel verified(String reference) {
        String target = settings.aliases().getOrDefault(reference, reference);
        return verifiedModels().values().stream()
                .filter(
                        model ->
                                target.equals(model.manifest().name())
                                        || target.equals(model.manifest().reference()))
                .max(Comparator.comparing(model -> ModelVersion.parse(model.manifest().version())))
                .orElseThrow(
                        () -> new ModelException(ModelException.Fault.NOT_FOUND, "no such model"));
    }

    /** Every model, by name, the highest version first. */
    public List<EmotionModel> models() {
        return models.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(named -> named.getValue().descendingMap().values().stream())
                .toList();
    }

    /** The aliases that lead to a model, sorted. */
    public List<String> aliases(EmotionModel model) {
        return settings.aliases().entrySet().stream()
                .filter(alias -> model.equals(find(models, alias.getValue())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Frees every model. No inference may be running. */
    @Override
    public synchronized void close() {
        Map<String, NavigableMap<ModelVersion, EmotionModel>> open = models;
        models = Map.of();
        closeAll(open);
    }

    /** Every model once; the same version in two places is refused unless the manifests are the same bytes. */
    private Map<String, VerifiedModel> verifiedModels() {
        List<ModelFiles> sources = new ArrayList<>(EmbeddedModels.list());
        if (settings.folder() != null) {
            sources.addAll(FolderModels.list(settings.folder(), false));
        }
        Map<String, VerifiedModel> verified = new TreeMap<>(Comparator.naturalOrder());
        for (ModelFiles source : sources) {
            VerifiedModel model = VerifiedModel.read(source);
            VerifiedModel other = verified.putIfAbsent(model.manifest().reference(), model);
            if (other != null && !other.manifestSha256().equals(model.manifestSha256())) {
                throw new ModelException(
                        ModelException.Fault.MANIFEST_INVALID,
                        "%s: another model %s is there with other contents"
                                .formatted(source.origin(), model.manifest().reference()));
            }
        }
        return verified;
    }

    private static EmotionModel target(
            Map<String, NavigableMap<ModelVersion, EmotionModel>> models,
            String alias,
            String target) {
        EmotionModel model = find(models, target);
        if (model == null) {
            throw new ModelException(
                    ModelException.Fault.NOT_FOUND,
                    "alias %s names model %s, but there are %s"
                            .formatted(alias, target, models.isEmpty() ? "none" : models.keySet()));
        }
        return model;
    }

    private static @Nullable EmotionModel find(
            Map<String, NavigableMap<ModelVersion, EmotionModel>> models, String reference) {
        int at = reference.indexOf('@');
        String name = at < 0 ? reference : reference.substring(0, at);
        NavigableMap<ModelVersion, EmotionModel> versions = models.get(name);
        if (versions == null) {
            return null;
        }
        if (at < 0) {
            return versions.lastEntry().getValue();
        }
        return versions.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(reference.substring(at + 1)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static void closeAll(Map<String, NavigableMap<ModelVersion, EmotionModel>> models) {
        models.values().forEach(versions -> versions.values().forEach(EmotionModel::close));
    }
}
