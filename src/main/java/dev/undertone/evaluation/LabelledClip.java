package dev.undertone.evaluation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One recording of one speaker and the emotion that it carries, as a row of a corpus manifest.
 *
 * @param path the audio file
 * @param speaker id of the speaker, unique over all corpora that are used together
 * @param gender of the speaker
 * @param emotion label in lower case, for example {@code angry}
 * @param sentence code of the spoken text; null where the corpus has none
 */
public record LabelledClip(
        Path path, String speaker, Gender gender, String emotion, @Nullable String sentence) {

    public LabelledClip {
        if (speaker.isBlank() || emotion.isBlank()) {
            throw new IllegalArgumentException(
                    "expected a speaker and an emotion but got \"%s\" and \"%s\" for %s"
                            .formatted(speaker, emotion, path));
        }
    }
}
