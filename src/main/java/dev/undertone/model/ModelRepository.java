package dev.undertone.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The models that answer: the embedded ones and those of a folder, by name, version and alias. Empty until {@link
 * #open()} has verified all of them; {@link #reload} takes up what has changed in the folder while the others answer.
 *
 * <p>Those of the folder and those that an alias leads to are loaded and warm before they answer. An embedded one that no
 * alias leads to waits for its first request: the project's own tests have run it.
 */
public final class ModelRepository implements AutoCloseable {

    private final ModelSettings settings;
    private final ModelSources sources;
    private final ModelListener listener;
    private final Network.Loader loader;
    private final Queue<EmotionModel> retired = new ConcurrentLinkedQueue<>();
    private volatile ModelSet models;

    /** Decided when the models are opened. */
    private ComputeDevice device = ComputeDevice.CPU;

    public ModelRepository(ModelSettings settings) {
        this(settings, ModelListener.NONE);
    }

    /** Tells a listener what becomes of the models. */
    public ModelRepository(ModelSettings settings, ModelListener listener) {
        this(settings, listener, LoadedNetwork::load);
    }

    /** Loads networks in a way of one's own. */
    ModelRepository(ModelSettings settings, ModelListener listener, Network.Loader loader) {
        this.settings = settings;
        this.sources = new ModelSources(settings);
        this.models = new ModelSet(settings.aliases());
        this.listener = listener;
        this.loader = loader;
    }

    /**
     * Verifies every model, and loads and warms those that do not wait; all or none.
     *
     * @throws ModelException in one clear line, for the first model that cannot be trusted or loaded, an alias that names
     *     none, or a GPU that is required and cannot be used; also where the engine itself cannot be started, which is an
     *     Error underneath
     */
    public synchronized void open() {
        if (isReady()) {
            return;
        }
        EngineSettings.apply();
        Collection<VerifiedModel> verified = sources.all();
        device = settings.device().choose(() -> tryOnGpu(verified), listener);
        ModelChange change = ModelChange.toAll(verified, engine(), models);
        change.warm();
        apply(change);
    }

    /**
     * Verifies the versions of a name that lie in the folder, loads and warms the new ones, and then has them answer, all
     * at once; those that have vanished answer no new request. Everything else stays as it is, and so does all of it where
     * anything is wrong. A version's contents never change: other contents under the same number are refused. The last
     * version of the folder stays though it has vanished, since that is what a lost volume looks like.
     *
     * @param reference an alias, NAME or NAME@VERSION; all versions of its name are looked at
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND} if there is no such name, {@link
     *     ModelException.Fault#UNAVAILABLE} before {@link #open()}; otherwise the models in the folder cannot be taken up,
     *     and the listener has heard of it
     */
    public synchronized void reload(String reference) {
        ModelSet present = requireReady();
        String name = present.nameOf(reference);
        if (present.named(name).isEmpty() && !sources.hasInFolder(name)) {
            throw new ModelException(ModelException.Fault.NOT_FOUND, "no such model");
        }
        try {
            ModelChange change =
                    ModelChange.ofName(present, name, sources.inFolder(name), engine());
            change.warm();
            apply(change);
            listener.onReloaded(name);
        } catch (ModelException e) {
            ModelException why =
                    e.fault() == ModelException.Fault.NOT_FOUND
                            ? new ModelException(
                                    ModelException.Fault.VANISHED,
                                    String.valueOf(e.getMessage()),
                                    e)
                            : e;
            listener.onReloadFailure(name, why);
            throw why;
        }
    }

    /** Whether {@link #open()} is done. */
    public boolean isReady() {
        return !models.isEmpty();
    }

    /**
     * The model of a name, to look at. Before it is asked for scores where models may be reloaded, take a {@link #lease}.
     *
     * @param reference an alias, NAME (its highest version) or NAME@VERSION
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND}, or {@link ModelException.Fault#UNAVAILABLE}
     *     before {@link #open()}
     */
    public EmotionModel model(String reference) {
        EmotionModel model = requireReady().find(reference);
        if (model == null) {
            throw new ModelException(ModelException.Fault.NOT_FOUND, "no such model");
        }
        return model;
    }

    /**
     * The model of a name, which answers until the lease is closed.
     *
     * @throws ModelException as {@link #model}
     */
    public ModelLease lease(String reference) {
        while (true) {
            EmotionModel model = model(reference);
            if (model.hold()) {
                return new ModelLease(model);
            }
            // It was retired and freed since it was found, so by now another answers, or none.
        }
    }

    /**
     * The verified files of a model, read anew; nothing need be open. What fine-tuning begins with.
     *
     * @param reference an alias, NAME (its highest version) or NAME@VERSION
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND}, or if any model cannot be trusted
     */
    public VerifiedModel verified(String reference) {
        String target = settings.aliases().getOrDefault(reference, reference);
        return highest(sources.all(), target)
                .orElseThrow(
                        () -> new ModelException(ModelException.Fault.NOT_FOUND, "no such model"));
    }

    /** Every model, by name, the highest version first. */
    public List<EmotionModel> models() {
        return models.all();
    }

    /** The aliases that lead to a model, sorted. */
    public List<String> aliases(EmotionModel model) {
        return models.aliases(model);
    }

    /** Models that answer no new request and are still held by one. */
    public int draining() {
        retired.removeIf(model -> !model.isDraining());
        return retired.size();
    }

    /** Frees every model once nobody holds it. */
    @Override
    public synchronized void close() {
        ModelSet open = models;
        models = open.with(List.of());
        open.all().forEach(EmotionModel::close);
    }

    private void apply(ModelChange change) {
        models = change.next();
        change.added().forEach(model -> listener.onAnswering(model.manifest(), device));
        retire(change.vanished());
    }

    private void retire(List<EmotionModel> gone) {
        for (EmotionModel model : gone) {
            retired.add(model);
            model.close();
            listener.onRetired(model.manifest());
        }
    }

    /** An alias that leads nowhere is another fault, found later. */
    private void tryOnGpu(Collection<VerifiedModel> verified) {
        String target = Objects.requireNonNull(settings.aliases().get(ModelSettings.DEFAULT_ALIAS));
        highest(verified, target)
                .ifPresent(model -> loader.load(model, 1, ComputeDevice.CUDA).close());
    }

    private Engine engine() {
        return new Engine(loader, device, settings.predictors(), listener);
    }

    private ModelSet requireReady() {
        ModelSet present = models;
        if (present.isEmpty()) {
            throw new ModelException(ModelException.Fault.UNAVAILABLE, "no model is loaded yet");
        }
        return present;
    }

    private static Optional<VerifiedModel> highest(
            Collection<VerifiedModel> verified, String target) {
        return verified.stream()
                .filter(
                        model ->
                                target.equals(model.manifest().name())
                                        || target.equals(model.manifest().reference()))
                .max(Comparator.comparing(model -> ModelVersion.parse(model.manifest().version())));
    }
}
