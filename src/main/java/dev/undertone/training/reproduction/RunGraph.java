package dev.undertone.training.reproduction;

import dev.undertone.normalization.TrainingStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The served form of a run, in its folder: the graph, and the statistics of the training part where it reads a vector.
 *
 * @param folder of the run
 */
record RunGraph(Path folder) {

    /** The ONNX file. */
    Path graph() {
        return folder.resolve("model.onnx");
    }

    void writeStatistics(TrainingStatistics statistics) throws IOException {
        Files.write(statisticsFile(), statistics.toJson());
    }

    /** Empty where the system reads no vector. */
    Optional<TrainingStatistics> statistics() throws IOException {
        return Files.exists(statisticsFile())
                ? Optional.of(TrainingStatistics.read(Files.readAllBytes(statisticsFile())))
                : Optional.empty();
    }

    private Path statisticsFile() {
        return folder.resolve(TrainingStatistics.FILE_NAME);
    }
}
