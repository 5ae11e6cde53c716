package dev.undertone.cli;

import dev.undertone.audio.ChannelMode;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.SpeakerConfusions;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
    private final SpeakerConfusions confusions;
    private final Map<String, Integer> skippedByClass = new TreeMap<>();
    private int failed;

    Evaluation(LocalRecognizer recognizer, PrintWriter progress) {
        this.recognizer = recognizer;
        this.progress = progress;
        this.labels = recognizer.manifest().labels();
        this.confusions = new SpeakerConfusions(labels);
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
            confusions.add(clip.speaker(), clip.emotion(), labelOf(clip));
        } catch (RecognitionException e) {
            failed++;
            FailureReport.tell(progress, clip.path(), e);
        }
    }

    private String labelOf(LabelledClip clip) {
        Recognition answer = (Recognition) recognizer.recognize("evaluate", clip.path(), OPTIONS);
        return answer.judgement().probabilities().entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .orElseThrow()
                .getKey();
    }

    /** Whether there are figures at all. */
    boolean hasCounted() {
        return !confusions.bySpeaker().isEmpty();
    }

    /** The figures of at least one counted clip. */
    EvaluationReport report() {
        ModelManifest model = recognizer.manifest();
        long skipped = skippedByClass.values().stream().mapToLong(Integer::longValue).sum();
        return EvaluationReport.of(model.name(), model.version(), confusions, skipped, failed);
    }
}
