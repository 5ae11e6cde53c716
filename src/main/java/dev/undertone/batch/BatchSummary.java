package dev.undertone.batch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out of a batch.
 *
 * @param model NAME@VERSION
 * @param files in the list
 * @param heard of them in this run; the others were heard in a run before
 * @param rows of the table
 * @param failed files
 * @param failures how many files for each reason
 * @param audioSeconds of all files that were heard
 * @param speechSeconds of the rows, where channels are judged one by one each counts, in which anyone speaks
 * @param emotions how many rows for each label
 * @param abstentions how many rows for each cause
 * @param meanProbabilities of each label over the rows with speech, weighted by duration; empty where there are none
 * @param wallSeconds that this run took
 * @param timesRealTime audio seconds heard in this run per second of it
 * @param firstFailures at most 20, in the order of the table
 */
@JsonPropertyOrder({
    "model",
    "files",
    "heard",
    "rows",
    "failed",
    "failures",
    "audioSeconds",
    "speechSeconds",
    "emotions",
    "abstentions",
    "meanProbabilities",
    "wallSeconds",
    "timesRealTime",
    "firstFailures"
})
public record BatchSummary(
        String model,
        int files,
        int heard,
        long rows,
        int failed,
        Map<String, Integer> failures,
        double audioSeconds,
        double speechSeconds,
        Map<String, Integer> emotions,
        Map<String, Integer> abstentions,
        Map<String, Double> meanProbabilities,
        double wallSeconds,
        double timesRealTime,
        List<Failure> firstFailures) {

    /**
     * A file that could not be heard.
     *
     * @param path as in the table
     * @param reason a word of the closed vocabulary
     * @param detail one line
     */
    @JsonPropertyOrder({"path", "reason", "detail"})
    public record Failure(String path, String reason, String detail) {}

    public BatchSummary {
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
        emotions = Collections.unmodifiableMap(new LinkedHashMap<>(emotions));
        abstentions = Collections.unmodifiableMap(new LinkedHashMap<>(abstentions));
        meanProbabilities = Collections.unmodifiableMap(new LinkedHashMap<>(meanProbabilities));
        firstFailures = List.copyOf(firstFailures);
    }
}
