package dev.undertone.evaluation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A speaker is one person: the rows of a manifest must agree on the gender. */
final class GenderCheck {

    private final Map<String, Set<Gender>> gendersOf = new TreeMap<>();

    GenderCheck(List<LabelledClip> clips) {
        for (LabelledClip clip : clips) {
            gendersOf
                    .computeIfAbsent(clip.speaker(), speaker -> EnumSet.noneOf(Gender.class))
                    .add(clip.gender());
        }
    }

    /** One line for each speaker with more than one gender, in ascending order of the ids. */
    List<String> problems() {
        return gendersOf.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(
                        entry ->
                                "speaker %s is %s"
                                        .formatted(
                                                entry.getKey(),
                                                String.join(
                                                        " and ",
                                                        entry.getValue().stream()
                                                                .map(Gender::label)
                                                                .toList())))
                .toList();
    }
}
