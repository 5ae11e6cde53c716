package dev.undertone.spark;

import dev.undertone.batch.BatchRow;
import dev.undertone.batch.BatchScorer;
import dev.undertone.batch.TableSchema;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Recordings of a cluster to the rows of {@link TableSchema}, as {@code batch} gives them, in no particular order. A
 * recording that cannot be heard is a row with its reason and fails no task.
 */
final class EmotionTable {

    private final ScorerSettings settings;
    private final StructType type;

    /**
     * Loads the model in the driver too, so that what cannot be fails before the first task.
     *
     * @param settings the same for every recording
     */
    EmotionTable(ScorerSettings settings) {
        this.settings = settings;
        this.type = SparkRows.type(settings.scorer().schema());
    }

    /**
     * Hears files of any file system that Hadoop knows; each executor reads its own.
     *
     * @param names one per row, in the first column: paths or URIs
     * @param base what relative names are relative to, and what is cut from the front of names in the table; null for
     *     names as they are
     */
    Dataset<Row> ofFiles(Dataset<Row> names, @Nullable String base) {
        return names.flatMap(new OfFiles(settings, base), Encoders.row(type));
    }

    /**
     * Hears recordings that a table holds.
     *
     * @param recordings with the columns {@code path} and {@code content} of Spark's source {@code binaryFile}
     */
    Dataset<Row> ofContents(Dataset<Row> recordings) {
        return recordings
                .select("path", "content")
                .flatMap(new OfContents(settings), Encoders.row(type));
    }

    private static Iterator<Row> rows(
            ScorerSettings settings, String name, BatchScorer.Source source) {
        BatchScorer scorer = settings.scorer();
        List<BatchRow> rows = scorer.score(name, source);
        return rows.stream().map(row -> SparkRows.row(scorer.schema(), row)).iterator();
    }

    private record OfContents(ScorerSettings settings) implements FlatMapFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Row recording) {
            return rows(settings, recording.getString(0), () -> open(recording));
        }

        private static InputStream open(Row recording) throws IOException {
            if (recording.isNullAt(1)) {
                throw new FileNotFoundException("there is no content");
            }
            return new ByteArrayInputStream((byte[]) recording.get(1));
        }
    }

    private record OfFiles(ScorerSettings settings, @Nullable String base)
            implements FlatMapFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Row file) {
            String name = file.getString(0);
            return rows(settings, inTable(name), () -> open(name));
        }

        private String inTable(String name) {
            String front = base + "/";
            return base != null && name.startsWith(front) ? name.substring(front.length()) : name;
        }

        private InputStream open(String name) throws IOException {
            Configuration configuration = SparkHadoopUtil.get().conf();
            Path path = path(name);
            FileSystem files = path.getFileSystem(configuration);
            if (!files.getFileStatus(path).isFile()) {
                throw new RecognitionException(
                        Reason.NOT_FOUND, "it is a folder or a device, no file");
            }
            return files.open(path);
        }

        private Path path(String name) throws IOException {
            try {
                return base == null ? new Path(name) : new Path(base, name);
            } catch (IllegalArgumentException e) {
                throw new FileNotFoundException(name);
            }
        }
    }
}
