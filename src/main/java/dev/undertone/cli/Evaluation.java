package dev.undertone.cli;

import dev.undertone.audio.ChannelMode;
import dev.undertone.evaluation.InvalidCorpusException;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.ScoredClip;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Lets a model hear labelled clips and counts; progress and what could not be heard go to standard error. */
final class Evaluation {

    private static final RecognitionOptions OPTIONS =
            new RecognitionOptions(
                    ModelSettings.DEFAULT_ALIAS, false, Set.of(), ChannelMode.MIX, 0, false);

    /** Progress is told so many times. */
    private static final int STEPS = 20;

    private final LocalRecognizer recognizer;
    private final PrintWriter progress;
    private final List<String> labels;
    private final List<ScoredClip> scored = new ArrayList<>();
    private final Map<String, Integer> skippedByClass = new TreeMap<>();
    private int failed;

    Evaluation(LocalRecognizer recognizer, PrintWriter progress) {
        this.recognizer = recognizer;
        this.progress = progress;
        this.labels = recognizer.manifest().labels();
    }

    /** Hears the clips in order and counts them. */
    void hear(List<LabelledClip> clips) {
        int step = Math.max(1, clips.size() / STEPS);
        for (int done = 0; done < clips.size(); done++) {
            hear(clips.get(done));
            if ((done + 1) % step == 0 || done + 1 == clips.size()) {
                progress.println("heard " + (done + 1) + " of " + clips.size());
                progress.flush();
            }
        }
        skippedByClass.forEach(
                (emotion, count) ->
                        progress.println(
                                "skipped " + count + " of class " + emotion + ", unknown to it"));
        progress.flush();
    }

    private void hear(LabelledClip clip) {
        if (!labels.contains(clip.emotion())) {
            skippedByClass.merge(clip.emotion(), 1, Integer::sum);
            return;
        }
        try {
            scored.add(score(clip));
        } catch (RecognitionException e) {
            failed++;
            FailureReport.tell(progress, clip.path(), e);
        }
    }

    /**
     * The answer's probabilities hold the temperature already and no logits, so their logarithms stand in: logits over the
     * temperature, up to a constant. A probability that float rounds to 0 counts as the smallest float.
     */
    private ScoredClip score(LabelledClip clip) {
        Recognition answer = (Recognition) recognizer.recognize("evaluate", clip.path(), OPTIONS);
        Map<String, Float> probabilities = answer.judgement().probabilities();
        return new ScoredClip(
                String.valueOf(clip.path().getFileName()),
                clip.speaker(),
                clip.gender(),
                clip.emotion(),
                labels.stream()
                        .map(label -> Objects.requireNonNull(probabilities.get(label)))
                        .map(probability -> Math.log(Math.max(probability, Float.MIN_VALUE)))
                        .toList());
    }

    /** The label of the highest probability, the first of equals. */
    static String mostProbable(Map<String, Float> probabilities) {
        return probabilities.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .orElseThrow()
                .getKey();
    }

    /** What to say of a manifest of which no clip counts. */
    static InvalidCorpusException nothingHeard(Path manifest, List<String> labels) {
        return new InvalidCorpusException(
                manifest.toString(),
                List.of(
                        "no clip of the model's classes (%s) could be heard"
                                .formatted(String.join(", ", labels))));
    }

    /** What the model said of every clip that counts. */
    ScoredClips scored() {
        return new ScoredClips(labels, scored);
    }

    /** Whether there are figures at all. */
    boolean hasCounted() {
        return !scored.isEmpty();
    }

    /** The figures of at least one counted clip. */
    EvaluationReport report() {
        ModelManifest model = recognizer.manifest();
        long skipped = skippedByClass.values().stream().mapToLong(Integer::longValue).sum();
        return EvaluationReport.of(model.name(), model.version(), scored(), skipped, failed);
    }
}
