package dev.undertone.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.undertone.evaluation.FoldPlan;
import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.InvalidCorpusException;
import dev.undertone.evaluation.LabelledClip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miniature of the official release: its folders, its file names, its lines. */
class IemocapRecipeTest {

    private static final String HEADER =
            "% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]\n\n";

    @TempDir private Path folder;

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    }

    /** A dialog of turns such as "M003 ang", each with its raters' lines and its audio. */
    private void layDialog(int session, String dialog, String... turns) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        double start = 6.2901;
        for (String turn : turns) {
            String[] words = turn.split(" ");
            String name = dialog + "_" + words[0];
            text.append(
                    "[%.4f - %.4f]\t%s\t%s\t[2.5000, 3.0000, 2.5000]\n"
                            .formatted(start, start + 2.5, name, words[1]));
            text.append("C-E2:\tNeutral;\t()\nC-F1:\tOther;\t(amus\u00e9e)\n");
            text.append("A-E3:\tval 3; act 2; dom  2;\t()\n\n");
            write(
                    "Session%d/sentences/wav/%s/%s.wav".formatted(session, dialog, name),
                    "audio of " + name);
            start += 3;
        }
        write("Session%d/dialog/EmoEvaluation/%s.txt".formatted(session, dialog), text.toString());
    }

    /** What macOS leaves beside every file of the release. */
    private void layAppleDoubles() throws IOException {
        write("Session1/dialog/EmoEvaluation/._Ses01F_impro01.txt", "\0\5\26\7[not a turn");
        write("Session1/sentences/wav/Ses01F_impro01/._Ses01F_impro01_F000.wav", "\0\5\26\7");
        write("Session1/dialog/EmoEvaluation/Categorical/Ses01F_impro01_e1_cat.txt", "[no turn");
        write("Session1/dialog/EmoEvaluation/Attribute/._x.txt", "[no turn");
    }

    private List<String> problems() {
        return assertThatExceptionOfType(InvalidCorpusException.class)
                .isThrownBy(() -> CorpusRecipe.readAny(folder))
                .actual()
                .problems();
    }

    private void layBothReadings() throws IOException {
        layDialog(1, "Ses01F_impro01", "F000 neu", "M000 exc", "M001 hap", "F001 xxx", "F002 fru");
        layDialog(1, "Ses01M_script01_1b", "M000 ang", "F000 sad", "F001 oth", "M001 xxx");
        layDialog(5, "Ses05M_impro02", "FXX0 sur", "FXX1 sad", "M000 fea", "M001 dis", "M002 exc");
        layAppleDoubles();
    }

    @Test
    void readAny_fourClasses_leavesExcitedAndAllOthersOut() throws IOException {
        layBothReadings();

        Corpus corpus = CorpusRecipe.readAny(folder);

        Path first = folder.resolve("Session1/sentences/wav/Ses01F_impro01");
        Path second = folder.resolve("Session1/sentences/wav/Ses01M_script01_1b");
        assertThat(corpus.name()).isEqualTo("IEMOCAP");
        assertThat(corpus.clips())
                .containsExactly(
                        clip(first, "Ses01F_impro01_F000", "iemocap_Ses01F", "neutral"),
                        clip(first, "Ses01F_impro01_M001", "iemocap_Ses01M", "happy"),
                        clip(second, "Ses01M_script01_1b_F000", "iemocap_Ses01F", "sad"),
                        clip(second, "Ses01M_script01_1b_M000", "iemocap_Ses01M", "angry"),
                        clip(
                                folder.resolve("Session5/sentences/wav/Ses05M_impro02"),
                                "Ses05M_impro02_FXX1",
                                "iemocap_Ses05F",
                                "sad"));
        assertThat(corpus.remarks())
                .containsExactly(
                        "left out, of other classes: 1 dis, 2 exc, 1 fea, 1 fru, 1 oth, 1 sur, 2 xxx",
                        "5 utterances of 2 of 5 sessions; the full release has 4490");
    }

    private static LabelledClip clip(Path folder, String turn, String speaker, String emotion) {
        return new LabelledClip(
                folder.resolve(turn + ".wav"),
                speaker,
                speaker.endsWith("F") ? Gender.FEMALE : Gender.MALE,
                emotion,
                null);
    }

    @Test
    void read_excitedAsHappy_countsThemAsHappy() throws IOException {
        layBothReadings();

        Corpus corpus = CorpusRecipe.iemocap(IemocapVariant.EXCITED_AS_HAPPY).read(folder);

        assertThat(corpus.name()).isEqualTo("IEMOCAP-5531");
        assertThat(corpus.clips())
                .filteredOn(clip -> clip.emotion().equals("happy"))
                .extracting(LabelledClip::speaker, clip -> AudioFiles.stem(clip.path()))
                .containsExactly(
                        tuple("iemocap_Ses01M", "Ses01F_impro01_M000"),
                        tuple("iemocap_Ses01M", "Ses01F_impro01_M001"),
                        tuple("iemocap_Ses05M", "Ses05M_impro02_M002"));
        assertThat(corpus.clips()).hasSize(7);
    }

    @Test
    void groups_areTheSessions_soThatThePairIsLeftOutTogether() throws IOException {
        layBothReadings();
        Corpus corpus = CorpusRecipe.iemocap(IemocapVariant.EXCITED_AS_HAPPY).read(folder);

        assertThat(corpus.groups())
                .isEqualTo(
                        Map.of(
                                "iemocap_Ses01",
                                Set.of("iemocap_Ses01F", "iemocap_Ses01M"),
                                "iemocap_Ses05",
                                Set.of("iemocap_Ses05F", "iemocap_Ses05M")));
        assertThat(FoldPlan.leaveOneOut(corpus.groups(), 0).folds())
                .extracting(FoldPlan.Fold::name, fold -> fold.split().test())
                .containsExactly(
                        tuple("iemocap_Ses01", Set.of("iemocap_Ses01F", "iemocap_Ses01M")),
                        tuple("iemocap_Ses05", Set.of("iemocap_Ses05F", "iemocap_Ses05M")));
    }

    @Test
    void readAny_malformedLines_areNamedWithTheirPlace() throws IOException {
        layDialog(2, "Ses02F_impro01", "F000 neu");
        write(
                "Session2/dialog/EmoEvaluation/Ses02F_impro02.txt",
                HEADER
                        + "[1.0 - 2.0]\tSes02F_impro02_F000\tneu\n"
                        + "[1.0 - 2.0]\tSes02F_impro02_F001\tjoy\t[2.5, 2.5, 2.5]\n"
                        + "[1.0 - 2.0]\tSes02F_impro01_F009\tneu\t[2.5, 2.5, 2.5]\r\n"
                        + "[1.0 - 2.0]\tSes02F_impro02_X000\tneu\t[2.5, 2.5, 2.5]\n"
                        + "[1.0 - 2.0]\tSes02F_impro02_M000\txxx\t[-1.0000, 2.5, 2.5]\n"
                        + "[1.0 - 2.0]\tSes02F_impro02_M000\txxx\t[2.5, 2.5, 2.5]\n");
        write("Session2/dialog/EmoEvaluation/Ses02F_impro03.txt", HEADER);

        assertThat(problems())
                .containsExactly(
                        "Ses02F_impro02.txt, line 3: not [start - end] turn emotion [v, a, d]: [1.0"
                                + " - 2.0]\tSes02F_impro02_F000\tneu",
                        "Ses02F_impro02.txt, line 4: unknown emotion joy",
                        "Ses02F_impro02.txt, line 5: not a turn of this dialog:"
                                + " Ses02F_impro01_F009",
                        "Ses02F_impro02.txt, line 6: not a turn of this dialog:"
                                + " Ses02F_impro02_X000",
                        "Ses02F_impro02.txt, line 8: once more Ses02F_impro02_M000",
                        "Ses02F_impro03.txt has no turns");
    }

    @Test
    void readAny_missingOrEmptyAudio_isNamed_butOnlyOfTheClassesInUse() throws IOException {
        layDialog(3, "Ses03F_impro01", "F000 neu", "F001 sad", "F002 xxx");
        Path audio = folder.resolve("Session3/sentences/wav/Ses03F_impro01");
        Files.delete(audio.resolve("Ses03F_impro01_F000.wav"));
        Files.delete(audio.resolve("Ses03F_impro01_F002.wav"));
        write("Session3/sentences/wav/Ses03F_impro01/Ses03F_impro01_F001.wav", "");

        assertThat(problems())
                .containsExactly(
                        "missing file "
                                + Path.of(
                                        "Session3/sentences/wav/Ses03F_impro01/Ses03F_impro01_F000.wav"),
                        "Ses03F_impro01_F001.wav is empty");
    }

    @Test
    void readAny_flacInPlaceOfWav_isTaken() throws IOException {
        layDialog(4, "Ses04F_impro01", "F000 neu");
        Path wav = folder.resolve("Session4/sentences/wav/Ses04F_impro01/Ses04F_impro01_F000.wav");
        Path flac = Files.move(wav, wav.resolveSibling("Ses04F_impro01_F000.flac"));

        assertThat(CorpusRecipe.readAny(folder).clips())
                .extracting(LabelledClip::path)
                .containsExactly(flac);
    }

    @Test
    void readAny_onlyOtherClasses_saysSo() throws IOException {
        layDialog(1, "Ses01F_impro01", "F000 xxx");

        assertThat(problems()).containsExactly("no turn is neutral, happy, angry or sad");
    }

    @Test
    void read_noSession_namesTheFolder() {
        assertThatExceptionOfType(InvalidCorpusException.class)
                .isThrownBy(() -> CorpusRecipe.iemocap(IemocapVariant.FOUR_CLASSES).read(folder))
                .withMessageContaining("missing folder Session1/dialog/EmoEvaluation");
    }
}
