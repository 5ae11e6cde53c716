package dev.undertone.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The models that answer at one moment, by name, version and alias. A reload makes another set. */
final class ModelSet {

    private final Map<String, NavigableMap<ModelVersion, EmotionModel>> byName = new TreeMap<>();
    private final Map<String, String> aliases;

    /**
     * Without a model: before any is loaded and after all are closed.
     *
     * @param aliases each for NAME or NAME@VERSION
     */
    ModelSet(Map<String, String> aliases) {
        this.aliases = aliases;
    }

    /**
     * These models, under the same aliases.
     *
     * @param models each version once
     */
    ModelSet with(Collection<EmotionModel> models) {
        ModelSet set = new ModelSet(aliases);
        for (EmotionModel model : models) {
            set.byName
                    .computeIfAbsent(model.manifest().name(), name -> new TreeMap<>())
                    .put(ModelVersion.parse(model.manifest().version()), model);
        }
        return set;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The model of an alias, a NAME (its highest version) or a NAME@VERSION; null if there is none. */
    @Nullable EmotionModel find(String reference) {
        String target = aliases.getOrDefault(reference, reference);
        NavigableMap<ModelVersion, EmotionModel> versions = byName.get(nameOf(target));
        if (versions == null) {
            return null;
        }
        int at = target.indexOf('@');
        return at < 0
                ? versions.lastEntry().getValue()
                : versions.entrySet().stream()
                        .filter(entry -> entry.getKey().toString().equals(target.substring(at + 1)))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    /**
     * The models that aliases lead to.
     *
     * @throws ModelException of {@link ModelException.Fault#NOT_FOUND}, naming both, if an alias leads nowhere
     */
    List<EmotionModel> ofAliases() {
        return aliases.keySet().stream().sorted().map(this::ofAlias).toList();
    }

    private EmotionModel ofAlias(String alias) {
        EmotionModel model = find(alias);
        if (model == null) {
            throw new ModelException(
                    ModelException.Fault.NOT_FOUND,
                    "alias %s names model %s, but there are %s"
                            .formatted(
                                    alias,
                                    aliases.get(alias),
                                    byName.isEmpty() ? "none" : byName.keySet()));
        }
        return model;
    }

    /** The name that a reference leads to, whether there is such a model or not. */
    String nameOf(String reference) {
        String target = aliases.getOrDefault(reference, reference);
        int at = target.indexOf('@');
        return at < 0 ? target : target.substring(0, at);
    }

    /** Every model, by name, the highest version first. */
    List<EmotionModel> all() {
        return byName.values().stream().flatMap(ModelSet::highestFirst).toList();
    }

    /** The versions of a name, the highest first. */
    List<EmotionModel> named(String name) {
        NavigableMap<ModelVersion, EmotionModel> versions = byName.get(name);
        return versions == null ? List.of() : highestFirst(versions).toList();
    }

    /** The aliases that lead to a model, sorted. */
    List<String> aliases(EmotionModel model) {
        return aliases.keySet().stream()
                .filter(alias -> model.equals(find(alias)))
                .sorted()
                .toList();
    }

    private static Stream<EmotionModel> highestFirst(
            NavigableMap<ModelVersion, EmotionModel> versions) {
        return versions.descendingMap().values().stream();
    }
}
