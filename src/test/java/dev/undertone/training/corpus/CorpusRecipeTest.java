package dev.undertone.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.InvalidCorpusException;
import dev.undertone.evaluation.LabelledClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusRecipeTest {

    @TempDir private Path folder;

    /** Files of distinct bytes. */
    private void lay(String... names) throws IOException {
        for (String name : names) {
            write(name, "audio of " + name);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void layDemographics(String... rows) throws IOException {
        write(
                "VideoDemographics.csv",
                "\"ActorID\",\"Age\",\"Sex\",\"Race\",\"Ethnicity\"\n" + String.join("\n", rows));
    }

    private static String actor(int id, String sex) {
        return "%d,21,\"%s\",\"Caucasian\",\"Not Hispanic\"".formatted(id, sex);
    }

    private List<String> problems() {
        return assertThatExceptionOfType(InvalidCorpusException.class)
                .isThrownBy(() -> CorpusRecipe.readAny(folder))
                .actual()
                .problems();
    }

    private LabelledClip clip(
            String path, String speaker, Gender gender, String emotion, String sentence) {
        return new LabelledClip(folder.resolve(path), speaker, gender, emotion, sentence);
    }

    @Test
    void readAny_cremaD_readsWavAndFlacOfAllSixEmotions() throws IOException {
        layDemographics(actor(1002, "Female"), actor(1001, "Male"));
        lay(
                "AudioWAV/1001_IEO_ANG_HI.wav",
                "AudioWAV/1001_DFA_DIS_XX.wav",
                "AudioWAV/1001_ITH_SAD_X.wav",
                "AudioWAV/1002_DFA_FEA_XX.flac",
                "AudioWAV/1002_DFA_HAP_XX.flac",
                "AudioWAV/1002_DFA_NEU_XX.flac",
                "AudioWAV/.DS_Store",
                "AudioWAV/notes.txt");

        Corpus corpus = CorpusRecipe.readAny(folder);

        assertThat(corpus.name()).isEqualTo("CREMA-D");
        assertThat(corpus.remarks()).isEmpty();
        assertThat(corpus.clips())
                .containsExactly(
                        clip(
                                "AudioWAV/1001_DFA_DIS_XX.wav",
                                "cremad_1001",
                                Gender.MALE,
                                "disgust",
                                "DFA"),
                        clip(
                                "AudioWAV/1001_IEO_ANG_HI.wav",
                                "cremad_1001",
                                Gender.MALE,
                                "angry",
                                "IEO"),
                        clip(
                                "AudioWAV/1001_ITH_SAD_X.wav",
                                "cremad_1001",
                                Gender.MALE,
                                "sad",
                                "ITH"),
                        clip(
                                "AudioWAV/1002_DFA_FEA_XX.flac",
                                "cremad_1002",
                                Gender.FEMALE,
                                "fear",
                                "DFA"),
                        clip(
                                "AudioWAV/1002_DFA_HAP_XX.flac",
                                "cremad_1002",
                                Gender.FEMALE,
                                "happy",
                                "DFA"),
                        clip(
                                "AudioWAV/1002_DFA_NEU_XX.flac",
                                "cremad_1002",
                                Gender.FEMALE,
                                "neutral",
                                "DFA"));
    }

    @Test
    void readAny_cremaDDefects_areLeftOutWithARemark() throws IOException {
        layDemographics(actor(1019, "Male"), actor(1076, "Female"), actor(1091, "Female"));
        write("AudioWAV/1019_ITH_ANG_XX.wav", "the same bytes");
        write("AudioWAV/1019_ITH_HAP_XX.wav", "the same bytes");
        write("AudioWAV/1019_IEO_SAD_HI.wav", "of one size 1");
        write("AudioWAV/1019_IEO_SAD_LO.wav", "of one size 1");
        write("AudioWAV/1076_DFA_SAD_XX.wav", "of one size 2");
        write("AudioWAV/1076_MTI_SAD_XX.wav", "silence");

        Corpus corpus = CorpusRecipe.readAny(folder);

        assertThat(corpus.clips())
                .extracting(clip -> clip.path().getFileName().toString())
                .containsExactly(
                        "1019_IEO_SAD_HI.wav", "1019_IEO_SAD_LO.wav", "1076_DFA_SAD_XX.wav");
        assertThat(corpus.remarks())
                .containsExactly(
                        "left out, silent: 1076_MTI_SAD_XX.wav",
                        "left out, identical with different labels: 1019_ITH_ANG_XX.wav,"
                                + " 1019_ITH_HAP_XX.wav",
                        "no clip of actors 1091");
    }

    @Test
    void readAny_cremaDProblems_areAllNamed() throws IOException {
        layDemographics(actor(1001, "Female"), actor(1002, "F"));
        lay(
                "AudioWAV/1001_DFA_ANG_XX.wav",
                "AudioWAV/1001_DFA_ANG_XX.flac",
                "AudioWAV/1001_DFA_JOY_XX.wav",
                "AudioWAV/1002_DFA_ANG_XX.wav",
                "AudioWAV/1002_DFA_SAD_XX.wav");
        write("AudioWAV/1001_DFA_HAP_XX.wav", "");
        write(
                "AudioWAV/1001_DFA_NEU_XX.wav",
                "version https://git-lfs.github.com/spec/v1\noid ...");

        assertThat(problems())
                .containsExactly(
                        "VideoDemographics.csv, line 3: unknown sex \"F\"",
                        "1001_DFA_ANG_XX is there twice, as .wav and .flac",
                        "1001_DFA_HAP_XX.wav is empty",
                        "unknown file name 1001_DFA_JOY_XX.wav",
                        "1001_DFA_NEU_XX.wav is a Git LFS pointer (run git lfs pull)",
                        "VideoDemographics.csv has no actor 1002");
    }

    @Test
    void readAny_cremaDWithoutDemographics_namesTheFile() throws IOException {
        lay("AudioWAV/1001_DFA_ANG_XX.wav");

        assertThat(problems()).containsExactly("missing file VideoDemographics.csv");
    }

    @Test
    void readAny_cremaDDemographicsWithoutSex_namesTheColumns() throws IOException {
        lay("AudioWAV/1001_DFA_ANG_XX.wav");
        write("VideoDemographics.csv", "ActorID,Age\n1001,20\n");

        assertThat(problems())
                .containsExactly(
                        "VideoDemographics.csv lacks the columns ActorID and Sex",
                        "VideoDemographics.csv has no actor 1001");
    }

    @Test
    void readAny_cremaDWithoutAudio_saysSo() throws IOException {
        layDemographics(actor(1001, "Male"));
        Files.createDirectory(folder.resolve("AudioWAV"));

        assertThat(problems()).containsExactly("no .wav or .flac file in AudioWAV");
    }

    @Test
    void readAny_emoDb_readsAllSevenEmotionsAndTheSpeakersSex() throws IOException {
        lay(
                "wav/03a01Wa.wav",
                "wav/03a02Lb.wav",
                "wav/08a04Ed.flac",
                "wav/09a05Aa.wav",
                "wav/10a07Fa.wav",
                "wav/11b01Ta.wav",
                "wav/12b02Na.wav",
                "wav/13b03Na.wav",
                "wav/14b09Na.wav",
                "wav/15b10Na.wav",
                "wav/16a01Na.wav");

        Corpus corpus = CorpusRecipe.readAny(folder);

        assertThat(corpus.name()).isEqualTo("EmoDB");
        assertThat(corpus.remarks()).isEmpty();
        assertThat(corpus.clips())
                .containsExactly(
                        clip("wav/03a01Wa.wav", "emodb_03", Gender.MALE, "angry", "a01"),
                        clip("wav/03a02Lb.wav", "emodb_03", Gender.MALE, "boredom", "a02"),
                        clip("wav/08a04Ed.flac", "emodb_08", Gender.FEMALE, "disgust", "a04"),
                        clip("wav/09a05Aa.wav", "emodb_09", Gender.FEMALE, "fear", "a05"),
                        clip("wav/10a07Fa.wav", "emodb_10", Gender.MALE, "happy", "a07"),
                        clip("wav/11b01Ta.wav", "emodb_11", Gender.MALE, "sad", "b01"),
                        clip("wav/12b02Na.wav", "emodb_12", Gender.MALE, "neutral", "b02"),
                        clip("wav/13b03Na.wav", "emodb_13", Gender.FEMALE, "neutral", "b03"),
                        clip("wav/14b09Na.wav", "emodb_14", Gender.FEMALE, "neutral", "b09"),
                        clip("wav/15b10Na.wav", "emodb_15", Gender.MALE, "neutral", "b10"),
                        clip("wav/16a01Na.wav", "emodb_16", Gender.FEMALE, "neutral", "a01"));
    }

    @Test
    void readAny_emoDbProblems_areNamed() throws IOException {
        lay("wav/03a01Fa.wav", "wav/04a01Fa.wav", "wav/03a01Xa.wav");
        write("wav/08a01Na.wav", "");

        assertThat(problems())
                .containsExactly(
                        "unknown file name or speaker 03a01Xa.wav",
                        "unknown file name or speaker 04a01Fa.wav",
                        "08a01Na.wav is empty");
    }

    @Test
    void readAny_partOfEmoDb_namesTheAbsentSpeakers() throws IOException {
        lay("wav/03a01Fa.wav", "wav/16a01Fa.wav");

        assertThat(CorpusRecipe.readAny(folder).remarks())
                .containsExactly(
                        "no clip of emodb_08, emodb_09, emodb_10, emodb_11, emodb_12, emodb_13,"
                                + " emodb_14, emodb_15");
    }

    @Test
    void readAny_manifest_isNamedAsItsFolderAndSorted() throws IOException {
        lay("calls/b.wav", "calls/a.wav");
        write(
                "calls/manifest.csv",
                "path,speaker,gender,emotion\nb.wav,agent,male,calm\na.wav,caller,female,angry\n");

        Corpus corpus = CorpusRecipe.readAny(folder.resolve("calls"));

        assertThat(corpus.name()).isEqualTo("calls");
        assertThat(corpus.clips())
                .extracting(LabelledClip::speaker, LabelledClip::emotion)
                .containsExactly(tuple("caller", "angry"), tuple("agent", "calm"));
    }

    @Test
    void readAny_unknownFolder_namesTheLayouts() {
        assertThatThrownBy(() -> CorpusRecipe.readAny(folder))
                .isInstanceOf(InvalidCorpusException.class)
                .hasMessageContainingAll("CREMA-D", "EmoDB", "manifest.csv");
    }

    @Test
    void readAny_missingFolder_namesTheLayouts() {
        assertThatThrownBy(() -> CorpusRecipe.readAny(folder.resolve("none")))
                .isInstanceOf(InvalidCorpusException.class)
                .hasMessageContaining("none");
    }
}
