package dev.undertone.feature.functional;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of an utterance vector. Any change of a value is a new version; a model names the layout and version it
 * was trained with, and the loader refuses another.
 *
 * @param name of the layout
 * @param version of its definitions, from 1
 * @param sampleRateHz the rate of the waveform that it reads
 * @param columnNames one per column, in order, each once
 */
public record FunctionalLayout(
        String name, int version, int sampleRateHz, List<String> columnNames) {

    /**
     * The composition of the INTERSPEECH 2010 paralinguistic challenge (Schuller et al., Interspeech 2010, table 1):
     * 1,582 columns by formulas of our own, see {@link Is10Functionals}.
     *
     * <p>In this order: 34 descriptors by 21 functionals, their deltas by the same 21, 4 voice descriptors by 19, their
     * deltas by 19, {@code voicedOnsetsPerSecond}, {@code durationSeconds}. A name is {@code <descriptor>_sma__<functional>}
     * or, of a delta, {@code <descriptor>_sma_de__<functional>}.
     */
    public static final FunctionalLayout IS10_1582 =
            new FunctionalLayout("is10-1582", 1, 16_000, Columns.is10());

    /**
     * Statistics of the 36 frame features of {@link dev.undertone.feature.FeatureLayout#PAPER_36}, none of which moves with the gain: 1,083
     * columns, see {@link FrameFunctionals}.
     *
     * <p>In this order: 36 contours by 15 functionals, their deltas by the same 15, {@code voicedShare}, {@code
     * voicedOnsetsPerSecond}, {@code activeSeconds}. A name is {@code <feature>__<functional>} or, of a delta, {@code
     * <feature>_de__<functional>}.
     */
    public static final FunctionalLayout PAPER_36_FUNCTIONALS =
            new FunctionalLayout("paper-36-functionals", 1, 16_000, Columns.paper36());

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the version or rate is not positive, or a column has no name of its own
     */
    public FunctionalLayout {
        if (version < 1 || sampleRateHz < 1) {
            throw new IllegalArgumentException(
                    "expected a positive version and rate but got %d and %d Hz"
                            .formatted(version, sampleRateHz));
        }
        columnNames = List.copyOf(columnNames);
        int different = Set.copyOf(columnNames).size();
        if (different != columnNames.size()) {
            throw new IllegalArgumentException(
                    "expected %d different column names but got %d"
                            .formatted(columnNames.size(), different));
        }
    }

    /**
     * The layout that the code implements under a name.
     *
     * @return empty if there is none
     */
    public static Optional<FunctionalLayout> find(String name) {
        return List.of(IS10_1582, PAPER_36_FUNCTIONALS).stream()
                .filter(layout -> layout.name().equals(name))
                .findFirst();
    }

    public int columns() {
        return columnNames.size();
    }

    /**
     * The column of a name.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public int column(String columnName) {
        int column = columnNames.indexOf(columnName);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "expected a column of %s but got %s".formatted(name, columnName));
        }
        return column;
    }
}
