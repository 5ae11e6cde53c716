package dev.undertone.spark;

import dev.undertone.batch.BatchRow;
import dev.undertone.batch.Column;
import dev.undertone.batch.TableSchema;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** The table's columns as Spark has them. */
final class SparkRows {

    private SparkRows() {}

    static StructType type(TableSchema schema) {
        return DataTypes.createStructType(
                schema.columns().stream().map(SparkRows::field).toArray(StructField[]::new));
    }

    private static StructField field(Column column) {
        DataType type =
                switch (column.type()) {
                    case TEXT -> DataTypes.StringType;
                    case INTEGER -> DataTypes.IntegerType;
                    case BOOLEAN -> DataTypes.BooleanType;
                    case FLOAT -> DataTypes.FloatType;
                    case DOUBLE -> DataTypes.DoubleType;
                    case FLOATS -> DataTypes.createArrayType(DataTypes.FloatType, false);
                };
        return DataTypes.createStructField(column.name(), type, column.nullable());
    }

    static Row row(TableSchema schema, BatchRow row) {
        return RowFactory.create(
                schema.columns().stream()
                        .map(column -> value(column.value().apply(row)))
                        .toArray());
    }

    private static @Nullable Object value(@Nullable Object value) {
        return value instanceof List<?> list ? CollectionConverters.asScala(list).toSeq() : value;
    }
}
