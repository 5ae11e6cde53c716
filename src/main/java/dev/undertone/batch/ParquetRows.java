package dev.undertone.batch;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/** A Parquet file of the rows. Not compressed: what repeats is in dictionaries, and the rest is noise to a compressor. */
final class ParquetRows implements RowWriter {

    private final ParquetWriter<BatchRow> writer;

    ParquetRows(Path file, TableSchema schema) throws IOException {
        this.writer =
                new Builder(new LocalOutputFile(file), schema)
                        .withConf(new PlainParquetConfiguration())
                        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                        .build();
    }

    @Override
    public void write(BatchRow row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<BatchRow, Builder> {

        private final TableSchema schema;

        Builder(OutputFile file, TableSchema schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Abstract in the library, though its successor is the one that is called. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<BatchRow> getWriteSupport(Configuration configuration) {
            return new ParquetRecords(schema);
        }

        @Override
        protected WriteSupport<BatchRow> getWriteSupport(ParquetConfiguration configuration) {
            return new ParquetRecords(schema);
        }
    }
}
