package dev.undertone.cli;

import dev.undertone.audio.AudioException;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.SpeakerConfusions;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lets a model hear every clip under every condition; progress and what could not be heard go to standard error. */
final class Robustness {

    private static final RecognitionOptions OPTIONS =
            new RecognitionOptions(
                    ModelSettings.DEFAULT_ALIAS, false, Set.of(), ChannelMode.MIX, 0, false);

    /** Progress is told so many times. */
    private static final int STEPS = 20;

    private final LocalRecognizer recognizer;
    private final PrintWriter progress;
    private final long seed;
    private final Map<RobustnessCondition, Tally> tallies = new LinkedHashMap<>();
    private long heard;
    private long skipped;
    private long failed;

    /** What became of one condition. */
    private static final class Tally {
        private final SpeakerConfusions confusions;
        private double largestChange;
        private long failed;

        Tally(List<String> labels) {
            confusions = new SpeakerConfusions(labels);
        }
    }

    Robustness(LocalRecognizer recognizer, PrintWriter progress, long seed) {
        this.recognizer = recognizer;
        this.progress = progress;
        this.seed = seed;
    }

    /** Hears the clips in order, each under all conditions. */
    void hear(List<LabelledClip> clips) throws IOException {
        List<String> labels = recognizer.manifest().labels();
        List<LabelledClip> known =
                clips.stream().filter(clip -> labels.contains(clip.emotion())).toList();
        skipped = (long) clips.size() - known.size();
        for (RobustnessCondition condition : RobustnessCondition.all(pool(known))) {
            tallies.put(condition, new Tally(labels));
        }
        int step = Math.max(1, known.size() / STEPS);
        for (int done = 0; done < known.size(); done++) {
            hear(known.get(done));
            if ((done + 1) % step == 0 || done + 1 == known.size()) {
                progress.println("heard " + (done + 1) + " of " + known.size());
                progress.flush();
            }
        }
    }

    /** The first clip of each speaker that can be decoded; one clip of everybody is little memory. */
    private BabblePool pool(List<LabelledClip> clips) throws IOException {
        Map<String, Waveform> clipOf = new TreeMap<>();
        for (LabelledClip clip : clips) {
            if (!clipOf.containsKey(clip.speaker())) {
                voice(clip).ifPresent(voice -> clipOf.put(clip.speaker(), voice));
            }
        }
        return new BabblePool(clipOf);
    }

    /** Empty where it cannot be decoded; that is told and counted when the clip's turn comes. */
    private Optional<Waveform> voice(LabelledClip clip) throws IOException {
        try {
            return Optional.of(recognizer.decode(clip.path()));
        } catch (AudioException e) {
            return Optional.empty();
        }
    }

    private void hear(LabelledClip clip) throws IOException {
        Waveform clean;
        Judgement reference;
        try {
            clean = recognizer.decode(clip.path());
            reference = recognizer.judge(clean, OPTIONS);
        } catch (AudioException | RecognitionException e) {
            failed++;
            progress.println(clip.path() + ": " + e.getMessage());
            return;
        }
        heard++;
        long clipSeed = 31 * seed + fileName(clip.path()).hashCode();
        for (Map.Entry<RobustnessCondition, Tally> entry : tallies.entrySet()) {
            RobustnessCondition condition = entry.getKey();
            if (condition.obstacle().isEmpty()) {
                Waveform degraded = condition.degrade(clean, clip.speaker(), clipSeed);
                count(clip, condition.name(), degraded, reference, entry.getValue());
            }
        }
    }

    private void count(
            LabelledClip clip,
            String condition,
            Waveform degraded,
            Judgement reference,
            Tally tally)
            throws IOException {
        try {
            Map<String, Float> probabilities = recognizer.judge(degraded, OPTIONS).probabilities();
            tally.confusions.add(
                    clip.speaker(), clip.emotion(), Evaluation.mostProbable(probabilities));
            reference
                    .probabilities()
                    .forEach(
                            (label, before) -> {
                                float after = Objects.requireNonNull(probabilities.get(label));
                                tally.largestChange =
                                        Math.max(tally.largestChange, Math.abs(after - before));
                            });
        } catch (RecognitionException e) {
            tally.failed++;
            progress.println(clip.path() + ", " + condition + ": " + e.getMessage());
        }
    }

    private static String fileName(Path path) {
        return Objects.requireNonNull(path.getFileName(), "a clip is a file").toString();
    }

    /** Whether there are figures at all. */
    boolean hasCounted() {
        return heard > 0;
    }

    /** The figures of at least one clip. */
    RobustnessReport report() {
        ModelManifest model = recognizer.manifest();
        List<RobustnessReport.Row> rows = new ArrayList<>();
        Double original = null;
        for (Map.Entry<RobustnessCondition, Tally> entry : tallies.entrySet()) {
            RobustnessReport.Row row = row(entry.getKey(), entry.getValue(), original);
            original = original == null ? row.uar() : original;
            rows.add(row);
        }
        return new RobustnessReport(
                model.name(), model.version(), seed, heard, skipped, failed, rows);
    }

    private static RobustnessReport.Row row(
            RobustnessCondition condition, Tally tally, @Nullable Double original) {
        boolean measured = !tally.confusions.bySpeaker().isEmpty();
        if (!measured) {
            return new RobustnessReport.Row(
                    condition.name(),
                    condition.description(),
                    null,
                    null,
                    null,
                    tally.failed,
                    condition.obstacle().orElse("no clip could be heard"));
        }
        double uar = tally.confusions.pooled().unweightedAverageRecall();
        return new RobustnessReport.Row(
                condition.name(),
                condition.description(),
                uar,
                original == null ? 0 : uar - original,
                tally.largestChange,
                tally.failed,
                null);
    }
}
