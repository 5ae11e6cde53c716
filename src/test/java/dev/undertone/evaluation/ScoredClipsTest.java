package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredClipsTest {

    private static final List<String> LABELS = List.of("neutral", "happy", "angry");

    @TempDir private Path folder;

    private static ScoredClip clip(String speaker, String emotion, Double... logits) {
        return new ScoredClip("a.wav", speaker, Gender.FEMALE, emotion, List.of(logits));
    }

    private List<String> problemsOf(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("scores.csv"), csv);
        return assertThatExceptionOfType(InvalidCorpusException.class)
                .isThrownBy(() -> ScoredClips.read(file))
                .actual()
                .problems();
    }

    @Test
    void probabilities_knownLogits_areTheirSoftmax() {
        ScoredClip clip = clip("s1", "happy", Math.log(1), Math.log(9), Math.log(90));

        assertThat(clip.probabilities(1))
                .containsExactly(new double[] {.01, .09, .9}, within(1e-15));
        assertThat(clip.probabilities(2))
                .containsExactly(
                        new double[] {
                            1 / (4 + Math.sqrt(90)),
                            3 / (4 + Math.sqrt(90)),
                            1 - 4 / (4 + Math.sqrt(90))
                        },
                        within(1e-15));
    }

    @Test
    void probabilities_hugeLogits_stayFinite() {
        assertThat(clip("s1", "happy", -1e300, 1e300, 0.0).probabilities(0.05))
                .containsExactly(0, 1, 0);
    }

    @Test
    void mostProbable_ofEquals_isTheFirst() {
        assertThat(clip("s1", "happy", 0.5, 2.0, 2.0).mostProbable()).isEqualTo(1);
    }

    @Test
    void scores_threeClips_countTheHighestLogits() {
        ScoredClips scored =
                new ScoredClips(
                        LABELS,
                        List.of(
                                clip("s1", "happy", 0.0, 1.0, 0.0),
                                clip("s1", "angry", 3.0, 1.0, 2.0),
                                clip("s2", "angry", -3.0, -2.0, -1.0)));

        Scores scores = scored.scores();

        assertThat(scores.confusionMatrix())
                .containsExactly(List.of(0L, 0L, 0L), List.of(0L, 1L, 0L), List.of(1L, 0L, 1L));
        assertThat(scores.uar()).isEqualTo(0.75);
        assertThat(scores.perSpeaker()).containsEntry("s1", 0.5).containsEntry("s2", 1.0);
        assertThat(scored.clips()).map(scored::isRight).containsExactly(true, false, true);
    }

    @Test
    void write_thenRead_restoresEveryBit() throws IOException {
        Random random = new Random(20240607);
        List<ScoredClip> clips = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clips.add(
                    new ScoredClip(
                            "clip \"%d\", ü.wav".formatted(i),
                            "s" + i % 7,
                            Gender.values()[i % 3],
                            LABELS.get(i % 3),
                            List.of(
                                    random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6),
                                    (double) random.nextFloat(),
                                    -0.0)));
        }
        ScoredClips scored = new ScoredClips(LABELS, clips);
        Path file = folder.resolve("scores.csv");

        scored.write(file);
        scored.write(file);

        assertThat(ScoredClips.read(file)).isEqualTo(scored);
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void write_oneClip_isTheDocumentedTable() throws IOException {
        Path file = folder.resolve("scores.csv");

        new ScoredClips(LABELS, List.of(clip("s1", "angry", -1.5, 0.1, 2e-7))).write(file);

        assertThat(file)
                .hasContent(
                        """
                        clip,speaker,gender,emotion,neutral,happy,angry
                        a.wav,s1,female,angry,-1.5,0.1,2.0E-7
                        """);
    }

    @Test
    void read_badRows_namesLinesAndValues() throws IOException {
        assertThat(
                        problemsOf(
                                """
                                clip,speaker,gender,emotion,calm,angry
                                a.wav,s1,female,calm,1,2
                                b.wav,s1,female,calm,1
                                b.wav,s1,female,calm,1,2,3
                                c.wav,s1,neuter,calm,1,2
                                d.wav,s1,male,happy,1,2
                                e.wav,s1,male,calm,1,x
                                f.wav,s1,male,calm,1,NaN
                                ,s1,male,calm,1,2
                                """))
                .containsExactly(
                        "line 3: expected 6 columns but got 5",
                        "line 4: expected 6 columns but got 7",
                        "line 5: expected female, male or unknown but got \"neuter\"",
                        "line 6: expected one of [calm, angry] but got \"happy\"",
                        "line 7: expected a number but got \"x\"",
                        "line 8: expected finite logits of f.wav but got [1.0, NaN]",
                        "line 9: expected a clip, a speaker and an emotion but got \"\", \"s1\" and"
                                + " \"calm\"");
    }

    @Test
    void read_otherTable_namesTheColumns() throws IOException {
        assertThat(problemsOf("")).containsExactly("no header");
        assertThat(problemsOf("path,speaker\nx,y\n"))
                .containsExactly(
                        "expected the columns clip,speaker,gender,emotion and one per label but got"
                                + " path,speaker");
        assertThat(problemsOf("clip,speaker,gender,emotion\n")).hasSize(1);
        assertThat(problemsOf("clip,speaker,gender,emotion,sad,sad\n"))
                .containsExactly("expected distinct labels but got [sad, sad]");
    }

    @Test
    void pooled_folds_followEachOther() {
        ScoredClips one = new ScoredClips(LABELS, List.of(clip("s1", "angry", 1.0, 2.0, 3.0)));
        ScoredClips other = new ScoredClips(LABELS, List.of(clip("s2", "happy", 1.0, 2.0, 3.0)));

        assertThat(ScoredClips.pooled(List.of(one, other)).clips())
                .extracting(ScoredClip::speaker)
                .containsExactly("s1", "s2");
    }

    @Test
    void pooled_otherLabelsOrNone_isRefused() {
        ScoredClips one = new ScoredClips(LABELS, List.of());
        ScoredClips other = new ScoredClips(List.of("sad"), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoredClips.pooled(List.of(one, other)));
        assertThatIllegalArgumentException().isThrownBy(() -> ScoredClips.pooled(List.of()));
    }

    @Test
    void new_clipOfOtherShapeOrClass_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScoredClips(LABELS, List.of(clip("s1", "happy", 1.0, 2.0))))
                .withMessage("expected 3 logits of a.wav but got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ScoredClips(LABELS, List.of(clip("s1", "fear", 1.0, 2.0, 3.0))))
                .withMessage("expected one of [neutral, happy, angry] for a.wav but got fear");
    }
}
