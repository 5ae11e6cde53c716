package dev.undertone.batch;

import dev.undertone.audio.AudioDescription;
import dev.undertone.recognition.Abstention;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.RecognitionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one file, or of one channel of it. Either a judgement with its audio, or a reason with its detail.
 *
 * @param path as the list names it, or relative to the folder
 * @param channel from 0 where channels are judged one by one; null where they are mixed, and for a file that failed
 * @param model which answered
 * @param speechDetected whether a frame is voiced; null for a file that failed, like all that follow but the last two
 * @param emotion the most probable label, null when abstaining
 * @param confidence its probability, null when abstaining
 * @param abstention why no emotion is named, null where one is
 * @param probabilities per label; empty for a file that failed
 * @param audio what the file holds
 * @param attention one weight per 10 ms frame; null where not asked for, and from a model without frames
 * @param embedding the vector before the classifier; null where not asked for
 * @param reason why there is no judgement, a word of the closed vocabulary; null where there is one
 * @param detail one line about it
 */
public record BatchRow(
        String path,
        @Nullable Integer channel,
        ModelReference model,
        @Nullable Boolean speechDetected,
        @Nullable String emotion,
        @Nullable Float confidence,
        @Nullable String abstention,
        Map<String, Float> probabilities,
        @Nullable AudioDescription audio,
        @Nullable List<Float> attention,
        @Nullable List<Float> embedding,
        @Nullable String reason,
        @Nullable String detail) {

    public BatchRow {
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        attention = attention == null ? null : List.copyOf(attention);
        embedding = embedding == null ? null : List.copyOf(embedding);
    }

    static BatchRow judged(
            String path,
            @Nullable Integer channel,
            ModelReference model,
            Judgement judgement,
            AudioDescription audio) {
        Abstention abstention = judgement.abstention();
        return new BatchRow(
                path,
                channel,
                model,
                judgement.speechDetected(),
                judgement.emotion(),
                judgement.confidence(),
                abstention == null ? null : abstention.code(),
                judgement.probabilities(),
                audio,
                judgement.attention() == null ? null : boxed(judgement.attention().weights()),
                judgement.embedding() == null ? null : boxed(judgement.embedding().values()),
                null,
                null);
    }

    static BatchRow failed(String path, ModelReference model, RecognitionException failure) {
        return new BatchRow(
                path,
                null,
                model,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                failure.reason().code(),
                failure.detail());
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
