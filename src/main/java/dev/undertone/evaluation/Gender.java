package dev.undertone.evaluation;

import java.util.Locale;

/** A speaker's sex as corpora give it; in a manifest by its lower-case name. */
public enum Gender {
    FEMALE,
    MALE,
    /** The corpus does not say. */
    UNKNOWN;

    /** The word of the manifest's column: female, male or unknown. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The inverse of {@link #label()}.
     *
     * @throws IllegalArgumentException if the word is none of the three
     */
    public static Gender ofLabel(String label) {
        for (Gender gender : values()) {
            if (gender.label().equals(label)) {
                return gender;
            }
        }
        throw new IllegalArgumentException(
                "expected female, male or unknown but got \"" + label + "\"");
    }
}
