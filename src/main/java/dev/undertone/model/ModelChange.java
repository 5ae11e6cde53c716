package dev.undertone.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One set of models in place of another.
 *
 * @param added not loaded yet
 * @param vanished of the set before
 * @param next the set with the former and without the latter
 */
record ModelChange(List<EmotionModel> added, List<EmotionModel> vanished, ModelSet next) {

    /** From no models to some. */
    static ModelChange toAll(Collection<VerifiedModel> verified, Engine engine, ModelSet none) {
        List<EmotionModel> added =
                verified.stream().map(model -> new EmotionModel(model, engine)).toList();
        return new ModelChange(added, List.of(), none.with(added));
    }

    /**
     * From the versions of a name to those of the folder; embedded ones stay.
     *
     * @param found every version of the name in the folder
     * @throws ModelException of {@link ModelException.Fault#VERSION_CHANGED}, or {@link ModelException.Fault#VANISHED} if
     *     the folder's last one has
     */
    static ModelChange ofName(
            ModelSet present, String name, List<VerifiedModel> found, Engine engine) {
        List<EmotionModel> vanished = vanished(present.named(name), found);
        if (found.isEmpty() && !vanished.isEmpty()) {
            throw new ModelException(
                    ModelException.Fault.VANISHED,
                    "no version of model %s lies in the folder any more".formatted(name));
        }
        List<EmotionModel> added =
                found.stream()
                        .filter(model -> isNew(present, model))
                        .map(model -> new EmotionModel(model, engine))
                        .toList();
        List<EmotionModel> stay = new ArrayList<>(present.all());
        stay.removeAll(vanished);
        stay.addAll(added);
        return new ModelChange(added, vanished, present.with(stay));
    }

    private static List<EmotionModel> vanished(
            List<EmotionModel> versions, List<VerifiedModel> found) {
        Set<String> references =
                found.stream()
                        .map(model -> model.manifest().reference())
                        .collect(Collectors.toSet());
        return versions.stream()
                .filter(model -> !model.isEmbedded())
                .filter(model -> !references.contains(model.manifest().reference()))
                .toList();
    }

    private static boolean isNew(ModelSet present, VerifiedModel found) {
        EmotionModel known = present.find(found.manifest().reference());
        if (known != null && !known.manifestSha256().equals(found.manifestSha256())) {
            throw ModelSources.changed(found.manifest());
        }
        return known == null;
    }

    /**
     * Loads and warms what does not wait: what was added from a folder, and whatever an alias leads to. Frees what was
     * added where that fails.
     *
     * @throws ModelException also where the engine itself cannot be started, which is an Error underneath
     */
    void warm() {
        try {
            added.stream().filter(model -> !model.isEmbedded()).forEach(EmotionModel::load);
            next.ofAliases().forEach(EmotionModel::load);
        } catch (ModelException e) {
            added.forEach(EmotionModel::close);
            throw e;
        } catch (Throwable e) {
            added.forEach(EmotionModel::close);
            throw new ModelException(
                    ModelException.Fault.LOAD_FAILED, "the engine cannot be started: " + e, e);
        }
    }
}
