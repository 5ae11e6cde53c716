package dev.undertone.feature.functional;

/**
 * One value per column of a layout, for one utterance.
 *
 * <p>The vector owns its array: who passes it in gives it away, who asks for it reads only.
 */
public final class UtteranceVector {

    private final FunctionalLayout layout;
    private final float[] values;

    /**
     * Takes ownership of the values.
     *
     * @param layout the columns
     * @param values one per column
     * @throws IllegalArgumentException if there is not one value per column
     */
    public UtteranceVector(FunctionalLayout layout, float[] values) {
        if (values.length != layout.columns()) {
            throw new IllegalArgumentException(
                    "expected %d values but got %d".formatted(layout.columns(), values.length));
        }
        this.layout = layout;
        this.values = values;
    }

    public FunctionalLayout layout() {
        return layout;
    }

    /** One value per column; not a copy: read only. */
    public float[] values() {
        return values;
    }

    /**
     * The value of one column.
     *
     * @param columnName as the layout has it
     * @throws IllegalArgumentException if there is no such column
     */
    public float value(String columnName) {
        return values[layout.column(columnName)];
    }
}
