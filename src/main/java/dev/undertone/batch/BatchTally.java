package dev.undertone.batch;

import dev.undertone.audio.AudioDescription;
import dev.undertone.batch.BatchSummary.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts the rows of a table as it is written. */
final class BatchTally {

    private static final int FIRST_FAILURES = 20;

    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, Integer> emotions = new TreeMap<>();
    private final Map<String, Integer> abstentions = new TreeMap<>();
    private final Map<String, Double> weighted = new LinkedHashMap<>();
    private final List<Failure> firstFailures = new ArrayList<>();
    private int files;
    private long rows;
    private int failed;
    private double audioSeconds;
    private double speechSeconds;

    /** The rows of one file. */
    void add(List<BatchRow> ofFile) {
        files++;
        rows += ofFile.size();
        audioSeconds += JournalEntry.audioSeconds(ofFile);
        ofFile.forEach(this::add);
    }

    private void add(BatchRow row) {
        AudioDescription audio = row.audio();
        if (audio == null) {
            fail(row);
        } else if (Boolean.TRUE.equals(row.speechDetected())) {
            double seconds = audio.durationSeconds();
            speechSeconds += seconds;
            row.probabilities()
                    .forEach((label, value) -> weighted.merge(label, value * seconds, Double::sum));
        }
        if (row.emotion() != null) {
            emotions.merge(row.emotion(), 1, Integer::sum);
        }
        if (row.abstention() != null) {
            abstentions.merge(row.abstention(), 1, Integer::sum);
        }
    }

    private void fail(BatchRow row) {
        failed++;
        String reason = Objects.requireNonNull(row.reason());
        failures.merge(reason, 1, Integer::sum);
        if (firstFailures.size() < FIRST_FAILURES) {
            firstFailures.add(
                    new Failure(row.path(), reason, Objects.requireNonNull(row.detail())));
        }
    }

    /**
     * What was counted.
     *
     * @param model NAME@VERSION
     * @param heard files in this run
     * @param heardSeconds of audio in this run
     * @param wall that this run took
     */
    BatchSummary summary(String model, int heard, double heardSeconds, Duration wall) {
        Map<String, Double> means = new LinkedHashMap<>();
        weighted.forEach((label, sum) -> means.put(label, sum / speechSeconds));
        double wallSeconds = wall.toNanos() / 1e9;
        return new BatchSummary(
                model,
                files,
                heard,
                rows,
                failed,
                failures,
                audioSeconds,
                speechSeconds,
                emotions,
                abstentions,
                means,
                wallSeconds,
                heardSeconds / wallSeconds,
                firstFailures);
    }
}
