package dev.undertone.batch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Rows as records of Parquet: texts are UTF-8 strings; a list of floats is the three-level LIST of the format's
 * specification, {@code optional group NAME (LIST) { repeated group list { required float element } }}.
 */
final class ParquetRecords extends WriteSupport<BatchRow> {

    private static final String NAME = "undertone.batch";

    private final TableSchema schema;
    private @Nullable RecordConsumer consumer;

    ParquetRecords(TableSchema schema) {
        this.schema = schema;
    }

    /** Abstract in the library, though its successor is the one that is called. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return context();
    }

    private WriteContext context() {
        return new WriteContext(messageType(schema), Map.of());
    }

    static MessageType messageType(TableSchema schema) {
        return new MessageType(NAME, schema.columns().stream().map(ParquetRecords::type).toList());
    }

    private static Type type(Column column) {
        Type.Repetition repetition =
                column.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
        PrimitiveTypeName primitive =
                switch (column.type()) {
                    case TEXT -> PrimitiveTypeName.BINARY;
                    case INTEGER -> PrimitiveTypeName.INT32;
                    case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
                    case FLOAT, FLOATS -> PrimitiveTypeName.FLOAT;
                    case DOUBLE -> PrimitiveTypeName.DOUBLE;
                };
        return switch (column.type()) {
            case TEXT ->
                    Types.primitive(primitive, repetition)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
            case FLOATS -> Types.list(repetition).requiredElement(primitive).named(column.name());
            default -> Types.primitive(primitive, repetition).named(column.name());
        };
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        this.consumer = recordConsumer;
    }

    @Override
    public void write(BatchRow row) {
        RecordConsumer out = Objects.requireNonNull(consumer, "writing begins with preparing");
        out.startMessage();
        for (int index = 0; index < schema.columns().size(); index++) {
            Column column = schema.columns().get(index);
            Object value = column.value().apply(row);
            if (value != null) {
                out.startField(column.name(), index);
                add(out, column.type(), value);
                out.endField(column.name(), index);
            }
        }
        out.endMessage();
    }

    private static void add(RecordConsumer out, Column.Type type, Object value) {
        switch (type) {
            case TEXT -> out.addBinary(Binary.fromString((String) value));
            case INTEGER -> out.addInteger((Integer) value);
            case BOOLEAN -> out.addBoolean((Boolean) value);
            case FLOAT -> out.addFloat((Float) value);
            case DOUBLE -> out.addDouble((Double) value);
            case FLOATS -> addList(out, (List<?>) value);
        }
    }

    private static void addList(RecordConsumer out, List<?> values) {
        out.startGroup();
        if (!values.isEmpty()) {
            out.startField("list", 0);
            for (Object value : values) {
                out.startGroup();
                out.startField("element", 0);
                out.addFloat((Float) value);
                out.endField("element", 0);
                out.endGroup();
            }
            out.endField("list", 0);
        }
        out.endGroup();
    }
}
