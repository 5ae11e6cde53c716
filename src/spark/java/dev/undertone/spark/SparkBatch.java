package dev.undertone.spark;

import dev.undertone.model.ModelException;
import dev.undertone.recognition.RecognitionException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code spark-submit} runs: an archive on a cluster to a table of Parquet. */
@Command(
        name = "undertone-spark",
        mixinStandardHelpOptions = true,
        description = {
            "Hears an archive on a cluster: the table of \"undertone batch\", as a folder of Parquet files.",
            "Every path may be of any file system that the cluster knows."
        })
public final class SparkBatch implements Callable<Integer> {

    /** Small enough that no executor waits long for the last one. */
    private static final int PARTITIONS_PER_CORE = 8;

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    static final class Input {

        @Option(
                names = "--list",
                paramLabel = "FILE",
                description = "A text file with one path per line, relative to its own folder.")
        private @Nullable String list;

        @Option(
                names = "--folder",
                paramLabel = "DIR",
                description = "All files below a folder but those that begin with . or _.")
        private @Nullable String folder;

        @Option(
                names = "--table",
                paramLabel = "PATH",
                description = "A Parquet table with the columns path and content of binaryFile.")
        private @Nullable String table;
    }

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The new table.")
    private String out;

    @Option(names = "--model", defaultValue = "default", description = "NAME or NAME@VERSION.")
    private String model;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description =
                    "Models beside the embedded ones, a folder at the same place on every node.")
    private @Nullable String models;

    @Option(names = "--include", paramLabel = "GLOB", description = "Of a folder, only such names.")
    private @Nullable String include;

    @Option(names = "--channel", defaultValue = "mix", description = "mix or each.")
    private String channel;

    @Option(names = "--attention", defaultValue = "none", description = "frames or none.")
    private String attention;

    @Option(names = "--embedding", description = "Add the vector before the classifier.")
    private boolean embedding;

    @Option(names = "--min-confidence", defaultValue = "0", description = "0 to 1.")
    private String minConfidence;

    @Option(names = "--labels", description = "A subset of the labels, between commas.")
    private @Nullable String labels;

    @Option(names = "--overwrite", description = "Replace a table that is there.")
    private boolean overwrite;

    private SparkBatch() {}

    /** Runs the job; a table that is complete is a success, whatever its rows say. */
    public static void main(String[] args) {
        int exitCode = commandLine().execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new SparkBatch());
    }

    @Override
    public Integer call() throws IOException {
        SparkSession spark = SparkSession.builder().appName("undertone").getOrCreate();
        try {
            rows(spark, new EmotionTable(settings()))
                    .write()
                    .mode(overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists)
                    .parquet(out);
            return CommandLine.ExitCode.OK;
        } catch (RecognitionException e) {
            throw new ParameterException(spec.commandLine(), e.detail(), e);
        } catch (ModelException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ScorerSettings settings() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("channel", channel);
        options.put("attention", attention);
        options.put("embedding", String.valueOf(embedding));
        options.put("minConfidence", minConfidence);
        if (labels != null) {
            options.put("labels", labels);
        }
        return new ScorerSettings(model, models, options);
    }

    private Dataset<Row> rows(SparkSession spark, EmotionTable emotions) throws IOException {
        if (input.table != null) {
            return emotions.ofContents(spark.read().parquet(input.table));
        }
        if (input.list != null) {
            Dataset<Row> names = spark.read().text(input.list).filter("length(trim(value)) > 0");
            int partitions = PARTITIONS_PER_CORE * spark.sparkContext().defaultParallelism();
            return emotions.ofFiles(
                    names.repartition(partitions),
                    String.valueOf(qualified(spark, String.valueOf(input.list)).getParent()));
        }
        String folder = String.valueOf(input.folder);
        Dataset<Row> files =
                spark.read()
                        .format("binaryFile")
                        .option("recursiveFileLookup", true)
                        .option("pathGlobFilter", include == null ? "*" : include)
                        .load(folder)
                        .select("path");
        return emotions.ofFiles(files, qualified(spark, folder).toString());
    }

    private static Path qualified(SparkSession spark, String text) throws IOException {
        Path path = new Path(text);
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).makeQualified(path);
    }
}
