package dev.undertone.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The forms of a table, told by the ending of its file name. */
public enum TableFormat {
    /** Apache Parquet. */
    PARQUET(".parquet") {
        @Override
        RowWriter open(Path file, TableSchema schema) throws IOException {
            return new ParquetRows(file, schema);
        }
    },
    /** One JSON object per line, UTF-8. */
    JSON_LINES(".jsonl") {
        @Override
        RowWriter open(Path file, TableSchema schema) throws IOException {
            return new JsonLinesRows(file, schema);
        }
    },
    /** RFC 4180 with a header, UTF-8. */
    CSV(".csv") {
        @Override
        RowWriter open(Path file, TableSchema schema) throws IOException {
            return new CsvRows(file, schema);
        }
    };

    private final String ending;

    TableFormat(String ending) {
        this.ending = ending;
    }

    abstract RowWriter open(Path file, TableSchema schema) throws IOException;

    /**
     * The form that a file's name asks for.
     *
     * @throws InvalidBatchException if it ends otherwise
     */
    public static TableFormat of(Path file) {
        return Arrays.stream(values())
                .filter(format -> file.toString().endsWith(format.ending))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidBatchException(
                                        "expected a name that ends in %s but got %s"
                                                .formatted(endings(), file)));
    }

    private static String endings() {
        return Arrays.stream(values())
                .map(format -> format.ending)
                .collect(Collectors.joining(" or "));
    }
}
