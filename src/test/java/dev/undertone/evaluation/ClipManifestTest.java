package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipManifestTest {

    private static final String HEADER =
            "path,speaker,gender,emotion,emotion_raw,intensity,sentence,duration_s\n";

    @TempDir private Path folder;

    @BeforeEach
    void layAudio() throws IOException {
        Files.createDirectory(folder.resolve("wav"));
        for (String name : List.of("a.wav", "b, c.wav", "ü.flac")) {
            Files.writeString(folder.resolve("wav").resolve(name), "audio");
        }
    }

    private List<LabelledClip> read(String csv) throws IOException {
        return ClipManifest.read(Files.writeString(folder.resolve("manifest.csv"), csv));
    }

    private List<String> problemsOf(String csv) {
        return assertThatExceptionOfType(InvalidCorpusException.class)
                .isThrownBy(() -> read(csv))
                .actual()
                .problems();
    }

    @Test
    void read_fullColumns_givesTheClipsInOrder() throws IOException {
        List<LabelledClip> clips =
                read(
                        HEADER
                                + "wav/ü.flac,s2,male,sad,T,normal,a01,1.5\n"
                                + "\"wav/b, c.wav\",s1,female,angry,W,,,2.25\n");

        assertThat(clips)
                .containsExactly(
                        new LabelledClip(
                                folder.resolve("wav/ü.flac").toAbsolutePath(),
                                "s2",
                                Gender.MALE,
                                "sad",
                                "a01"),
                        new LabelledClip(
                                folder.resolve("wav/b, c.wav").toAbsolutePath(),
                                "s1",
                                Gender.FEMALE,
                                "angry",
                                null));
    }

    @Test
    void read_byteOrderMarkWindowsLinesAndColumnsInAnotherOrder_isTheSame() throws IOException {
        List<LabelledClip> clips = read("\uFEFFemotion,path,speaker\r\nsad,wav/a.wav,s1\r\n");

        assertThat(clips)
                .containsExactly(
                        new LabelledClip(
                                folder.resolve("wav/a.wav").toAbsolutePath(),
                                "s1",
                                Gender.UNKNOWN,
                                "sad",
                                null));
    }

    @Test
    void read_missingColumns_namesThem() {
        assertThat(problemsOf("path,label\nwav/a.wav,sad\n"))
                .containsExactly("missing column speaker, emotion (found: path, label)");
    }

    @Test
    void read_everyKindOfBadRow_namesLineAndValue() {
        List<String> problems =
                problemsOf(
                        HEADER
                                + "wav/none.wav,s1,male,sad,,,,\n"
                                + "wav/a.wav,,male,sad,,,,\n"
                                + "wav/a.wav,s1,male,sad,,,,\n"
                                + "wav/ü.flac,s1,mail,,,,,\n"
                                + ",s1,male,sad,,,,\n"
                                + "wav,s1,male,sad,,,,\n");

        assertThat(problems)
                .containsExactly(
                        "line 2: missing file wav/none.wav",
                        "line 3: empty speaker",
                        "line 4: wav/a.wav is already in line 3",
                        "line 5: empty emotion",
                        "line 5: gender: expected female, male or unknown but got \"mail\"",
                        "line 6: empty path",
                        "line 7: missing file wav");
    }

    @Test
    void read_manyProblems_messageShowsFiveAndCountsTheRest() {
        StringBuilder csv = new StringBuilder("path,speaker,emotion\n");
        for (int i = 0; i < 12; i++) {
            csv.append("none%d.wav,s,sad\n".formatted(i));
        }

        assertThatThrownBy(() -> read(csv.toString()))
                .isInstanceOf(InvalidCorpusException.class)
                .hasMessageContainingAll(
                        "manifest.csv: 12 problems: line 2: missing file none0.wav",
                        "line 6: missing file none4.wav; and 7 more")
                .hasMessageNotContaining("none5.wav");
    }

    @Test
    void read_speakerWithTwoGenders_isAProblem() {
        assertThat(
                        problemsOf(
                                "path,speaker,gender,emotion\n"
                                        + "wav/a.wav,s1,female,sad\n"
                                        + "wav/ü.flac,s1,male,sad\n"))
                .containsExactly("speaker s1 is female and male");
    }

    @Test
    void read_rowWithTooFewFields_namesTheLine() {
        assertThat(problemsOf("path,speaker,emotion\nwav/a.wav,s1,sad\nwav/ü.flac,s1\n"))
                .singleElement()
                .asString()
                .startsWith("not a readable CSV table")
                .contains("3");
    }

    @Test
    void read_headerOnly_saysNoRows() {
        assertThat(problemsOf(HEADER)).containsExactly("no rows");
    }

    @Test
    void read_emptyFile_saysNoRows() {
        assertThat(problemsOf("")).containsExactly("no rows");
    }

    @Test
    void read_noManifest_isAnInputOutputError() {
        assertThatThrownBy(() -> ClipManifest.read(folder.resolve("none.csv")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
