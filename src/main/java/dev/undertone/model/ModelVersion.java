package dev.undertone.model;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version MAJOR.MINOR.PATCH, compared by its numbers: 1.10.0 is above 1.9.0.
 *
 * @param major number of the first part
 * @param minor number of the second part
 * @param patch number of the third part
 */
record ModelVersion(int major, int minor, int patch) implements Comparable<ModelVersion> {

    private static final Pattern FORM =
            Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})");

    private static final Comparator<ModelVersion> ORDER =
            Comparator.comparingInt(ModelVersion::major)
                    .thenComparingInt(ModelVersion::minor)
                    .thenComparingInt(ModelVersion::patch);

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException if the text is not of the form MAJOR.MINOR.PATCH
     */
    static ModelVersion parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "expected a version MAJOR.MINOR.PATCH but got " + text);
        }
        return new ModelVersion(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
    }

    @Override
    public int compareTo(ModelVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
