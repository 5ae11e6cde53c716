package dev.undertone.batch;

import dev.undertone.recognition.AnswerJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object per row, every column a member of it, null where there is no value; the digits of the service. */
final class JsonLinesRows implements RowWriter {

    private final OutputStream out;
    private final TableSchema schema;

    JsonLinesRows(Path file, TableSchema schema) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        this.schema = schema;
    }

    @Override
    public void write(BatchRow row) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (Column column : schema.columns()) {
            members.put(column.name(), column.value().apply(row));
        }
        out.write(AnswerJson.write(members));
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
