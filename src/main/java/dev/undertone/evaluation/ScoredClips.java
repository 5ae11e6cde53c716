package dev.undertone.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Everything a system said of its unseen clips: what calibration, fusion and significance start from.
 *
 * @param labels of the system, in the order of the logits, each once
 * @param clips in the order in which they were scored; the same clip may be there once per seed
 */
public record ScoredClips(List<String> labels, List<ScoredClip> clips) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the labels are not distinct, a clip has another number of logits, or a clip's
     *     truth is none of the labels
     */
    public ScoredClips {
        labels = List.copyOf(labels);
        clips = List.copyOf(clips);
        if (labels.isEmpty() || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException("expected distinct labels but got " + labels);
        }
        for (ScoredClip clip : clips) {
            if (clip.logits().size() != labels.size()) {
                throw new IllegalArgumentException(
                        "expected %d logits of %s but got %d"
                                .formatted(labels.size(), clip.clip(), clip.logits().size()));
            }
            if (!labels.contains(clip.emotion())) {
                throw new IllegalArgumentException(
                        "expected one of %s for %s but got %s"
                                .formatted(labels, clip.clip(), clip.emotion()));
            }
        }
    }

    /**
     * The clips of several runs, one after the other: the folds of a corpus become one test of all its speakers.
     *
     * @param runs at least one, all of the same labels in the same order
     * @throws IllegalArgumentException if there is none or their labels differ
     */
    public static ScoredClips pooled(List<ScoredClips> runs) {
        List<List<String>> labels = runs.stream().map(ScoredClips::labels).distinct().toList();
        if (labels.size() != 1) {
            throw new IllegalArgumentException(
                    "expected runs of the same labels but got " + labels);
        }
        return new ScoredClips(
                labels.get(0), runs.stream().flatMap(run -> run.clips().stream()).toList());
    }

    /** What is called: the label of the highest logit. */
    public String predicted(ScoredClip clip) {
        return labels.get(clip.mostProbable());
    }

    /** Whether the label of the highest logit is the truth. */
    public boolean isRight(ScoredClip clip) {
        return predicted(clip).equals(clip.emotion());
    }

    /** Counts the clips by speaker, truth and what is called. */
    public SpeakerConfusions confusions() {
        SpeakerConfusions confusions = new SpeakerConfusions(labels);
        for (ScoredClip clip : clips) {
            confusions.add(clip.speaker(), clip.emotion(), predicted(clip));
        }
        return confusions;
    }

    /**
     * The figures of the most probable labels.
     *
     * @throws IllegalStateException if there is no clip
     */
    public Scores scores() {
        return Scores.of(confusions());
    }

    /**
     * Writes the clips as CSV (RFC 4180, UTF-8, lines end in LF): clip, speaker, gender, emotion, then one column of
     * logits per label, headed by the label. Numbers are the shortest decimals that restore the double exactly. The file
     * appears whole or not at all.
     *
     * @param file in a folder that exists; replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ScoreTable.write(this, file);
    }

    /**
     * The inverse of {@link #write}: the same clips with the same bits.
     *
     * @throws InvalidCorpusException if the file is no such table; names lines and values
     * @throws IOException if it cannot be read
     */
    public static ScoredClips read(Path file) throws IOException {
        return ScoreTable.read(file);
    }
}
