package dev.undertone.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** A Parquet file read back by its schema alone, as any reader would. */
public final class ParquetTable {

    private ParquetTable() {}

    /** The schema as the file states it. */
    public static MessageType schema(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getFileMetaData().getSchema();
        }
    }

    /** Every row by column; a missing value is not in the map. */
    public static List<Map<String, Object>> rows(Path file) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = new Groups(new LocalInputFile(file)).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                rows.add(row(group));
            }
        }
        return rows;
    }

    private static Map<String, Object> row(Group group) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Type column : group.getType().getFields()) {
            String name = column.getName();
            if (group.getFieldRepetitionCount(name) > 0) {
                row.put(
                        name,
                        column.isPrimitive()
                                ? value(group, column)
                                : floats(group.getGroup(name, 0)));
            }
        }
        return row;
    }

    private static Object value(Group group, Type column) {
        String name = column.getName();
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> group.getString(name, 0);
            case INT32 -> group.getInteger(name, 0);
            case BOOLEAN -> group.getBoolean(name, 0);
            case FLOAT -> group.getFloat(name, 0);
            case DOUBLE -> group.getDouble(name, 0);
            default -> throw new IllegalArgumentException("no such column is written: " + column);
        };
    }

    private static List<Float> floats(Group list) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
            values.add(list.getGroup("list", i).getFloat("element", 0));
        }
        return values;
    }

    private static final class Groups extends ParquetReader.Builder<Group> {

        Groups(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
