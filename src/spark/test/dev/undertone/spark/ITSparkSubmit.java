package dev.undertone.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.BatchInput;
import dev.undertone.batch.BatchListener;
import dev.undertone.batch.BatchPlan;
import dev.undertone.batch.BatchRun;
import dev.undertone.batch.BatchScorer;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.ParquetTable;
import dev.undertone.testing.WavBytes;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar for clusters as a cluster runs it: in a process that has Spark on its class path and nothing of ours. */
class ITSparkSubmit {

    private static final Path JAR = Path.of("target", "spark", "undertone-spark.jar");

    /** What the jar has to bring, and what belongs to the service or to tests. */
    private static final Pattern OURS =
            Pattern.compile(
                    "classes$|/(ai/djl|com/microsoft|org/bytedeco|com/github/st-h|tools/jackson|info/picocli"
                            + "|net/java/dev/jna|blue/strategic|org/springframework|org/apache/tomcat|ch/qos"
                            + "|org/apache/logging/log4j/log4j-to-slf4j|org/junit)/");

    @TempDir private Path folder;

    private List<String> command(Path list, Path table) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        String classPath =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !OURS.matcher(entry).find())
                        .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, "org.apache.spark.deploy.SparkSubmit"));
        command.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
        command.addAll(List.of("--class", "dev.undertone.spark.SparkBatch", JAR.toString()));
        command.addAll(List.of("--list", list.toString(), "--out", table.toString()));
        return command;
    }

    private static List<Map<String, Object>> rows(Path table) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Stream<Path> parts = Files.list(table)) {
            for (Path part : parts.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                rows.addAll(ParquetTable.rows(part));
            }
        }
        return rows;
    }

    @Test
    void submit_embeddedModel_givesTheRowsOfBatch() throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            Files.write(
                    folder.resolve(seed + ".wav"),
                    WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5 * seed, seed)));
        }
        Path list =
                Files.writeString(folder.resolve("list"), "1.wav\n2.wav\nlist\n3.wav\ngone.wav\n");
        Path here = folder.resolve("here.parquet");
        RecognitionOptions options = RecognitionOptions.parse(Map.of("attention", List.of("none")));
        try (BatchScorer scorer = BatchScorer.open(ModelSettings.DEFAULT, options)) {
            BatchPlan plan = new BatchPlan(BatchInput.list(list), here, 2, false);
            new BatchRun(plan, scorer, BatchListener.NONE).run();
        }
        Path there = folder.resolve("there");
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command(list, there));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(rows(there))
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(ParquetTable.rows(here));
    }
}
