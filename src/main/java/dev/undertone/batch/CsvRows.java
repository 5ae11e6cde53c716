package dev.undertone.batch;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.undertone.recognition.AnswerJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A header and a line per row; a missing value is an empty cell, a list of floats a JSON array; the digits of the service. */
final class CsvRows implements RowWriter {

    private final CsvWriter out;
    private final TableSchema schema;

    CsvRows(Path file, TableSchema schema) throws IOException {
        this.schema = schema;
        this.out =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(file, StandardCharsets.UTF_8);
        out.writeRecord(schema.columns().stream().map(Column::name).toList());
    }

    @Override
    public void write(BatchRow row) {
        List<String> cells =
                schema.columns().stream().map(column -> cell(column.value().apply(row))).toList();
        out.writeRecord(cells);
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? text : AnswerJson.mapper().writeValueAsString(value);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
