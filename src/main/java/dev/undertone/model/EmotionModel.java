package dev.undertone.model;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A verified model, in the engine's memory from {@link #load} or its first utterance on: a model that nobody asks for
 * costs neither memory nor time at the start. It owns native memory: close it. Any thread may ask.
 *
 * <p>Its users are counted, the repository being the first: closed, it answers those who hold it, and whoever lets go last
 * frees the memory.
 */
public final class EmotionModel implements AutoCloseable {

    private final ModelManifest manifest;
    private final ModelLayout layout;
    private final @Nullable String card;
    private final String manifestSha256;
    private final boolean embedded;
    private final Engine engine;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The verified bytes until they are loaded; guarded by this. */
    private @Nullable VerifiedModel verified;

    private volatile @Nullable Network network;

    /** Not loaded yet. */
    EmotionModel(VerifiedModel verified, Engine engine) {
        this.manifest = verified.manifest();
        this.layout = verified.layout();
        this.card = verified.card();
        this.manifestSha256 = verified.manifestSha256();
        this.embedded = verified.isEmbedded();
        this.engine = engine;
        this.verified = verified;
    }

    /**
     * Loads the model from the bytes that were verified, checks it against the contract of inputs and outputs, and runs
     * it until it is warm; does nothing where that is done.
     *
     * @throws ModelException of {@link ModelException.Fault#LOAD_FAILED}, {@link
     *     ModelException.Fault#CONTRACT_MISMATCH}, or {@link ModelException.Fault#UNAVAILABLE} once closed
     */
    synchronized Network load() {
        Network present = network;
        if (present != null) {
            return present;
        }
        if (verified == null) {
            throw closed();
        }
        Network loaded = engine.load(verified);
        network = loaded;
        verified = null;
        return loaded;
    }

    /** Whether the engine holds it. */
    boolean isLoaded() {
        return network != null;
    }

    /** Whether it is part of the program. */
    boolean isEmbedded() {
        return embedded;
    }

    /** Of its very manifest. */
    String manifestSha256() {
        return manifestSha256;
    }

    /** What training says of this model. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** What {@link #score} reads of an utterance. */
    public ModelLayout layout() {
        return layout;
    }

    /** The model card, Markdown; null where none came with the model. */
    public @Nullable String card() {
        return card;
    }

    /**
     * Runs the network on one utterance, loading it first where nobody asked before.
     *
     * @param input of {@link #layout()}
     * @return scores, with one weight per frame where the model reads frames
     * @throws IllegalArgumentException if the layout is another
     * @throws ModelException of {@link ModelException.Fault#INFERENCE_FAILED} or {@link
     *     ModelException.Fault#OUTPUT_INVALID}, or as {@link #load}
     */
    public EmotionScores score(ModelInput input) {
        return score(List.of(input)).get(0);
    }

    /**
     * Runs the network once on several utterances, which is cheaper than one by one; shorter ones are filled up to the
     * longest, so they should be of similar lengths. The scores of an utterance depend on its neighbours by rounding alone
     * (1e-5); those of one that is alone are the bits of {@link #score(ModelInput)}.
     *
     * @param inputs of {@link #layout()}, at least one
     * @return one for each, in their order
     * @throws IllegalArgumentException if there is none, or a layout is another
     * @throws ModelException as for one; no utterance has scores then
     */
    public List<EmotionScores> score(List<ModelInput> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 utterance but got 0");
        }
        for (ModelInput input : inputs) {
            if (!input.layout().equals(layout)) {
                throw new IllegalArgumentException(
                        "expected layout %s but got %s"
                                .formatted(layout.name(), input.layout().name()));
            }
        }
        if (!hold()) {
            throw closed();
        }
        try {
            Network present = network;
            return (present == null ? load() : present).score(inputs);
        } catch (OutOfMemoryError e) {
            // Of direct buffers too, which -XX:+ExitOnOutOfMemoryError does not see.
            engine.listener().onBrokenEngine(e);
            throw e;
        } catch (ModelException e) {
            if (e.fault() == ModelException.Fault.DEVICE_LOST) {
                engine.listener().onBrokenEngine(e);
            }
            throw e;
        } finally {
            letGo();
        }
    }

    /**
     * Keeps the model in memory until {@link #letGo()}.
     *
     * @return false if it was freed before
     */
    boolean hold() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Ends what {@link #hold()} began. */
    void letGo() {
        if (users.decrementAndGet() == 0) {
            free();
        }
    }

    /** Whether somebody holds it though it is closed. */
    boolean isDraining() {
        return closed.get() && users.get() > 0;
    }

    /** Lets go of the model, once however often it is called: it is freed when nobody holds it any more. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            letGo();
        }
    }

    private synchronized void free() {
        Network present = network;
        network = null;
        verified = null;
        if (present != null) {
            present.close();
        }
    }

    private ModelException closed() {
        return new ModelException(
                ModelException.Fault.UNAVAILABLE,
                "model %s is closed".formatted(manifest.reference()));
    }
}
