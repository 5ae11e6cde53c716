package dev.undertone.batch;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of the table.
 *
 * @param name lower case with underscores
 * @param type of every value that is not null
 * @param nullable whether a value may be missing
 * @param value of a row: String, Integer, Boolean, Float, Double or {@code List<Float>} after the type, or null
 */
public record Column(
        String name, Type type, boolean nullable, Function<BatchRow, @Nullable Object> value) {

    /** What a column holds. */
    public enum Type {
        /** UTF-8. */
        TEXT,
        /** 32 bits. */
        INTEGER,
        /** Yes or no. */
        BOOLEAN,
        /** IEEE 754, 32 bits. */
        FLOAT,
        /** IEEE 754, 64 bits. */
        DOUBLE,
        /** Any number of floats. */
        FLOATS
    }

    static Column optional(String name, Type type, Function<BatchRow, @Nullable Object> value) {
        return new Column(name, type, true, value);
    }

    static Column required(String name, Type type, Function<BatchRow, @Nullable Object> value) {
        return new Column(name, type, false, value);
    }
}
