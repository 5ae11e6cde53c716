package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakerFoldsTest {

    private static List<String> speakers(int count) {
        return IntStream.range(0, count).mapToObj("s%03d"::formatted).toList();
    }

    @Test
    void foldOf_isTheRankModuloFive() {
        SpeakerFolds folds =
                SpeakerFolds.of(List.of("k", "b", "a", "d", "c", "b", "e", "emodb_03", "z"));

        assertThat(folds.speakers()).containsExactly("a", "b", "c", "d", "e", "emodb_03", "k", "z");
        assertThat(folds.foldOf("a")).isEqualTo(0);
        assertThat(folds.foldOf("e")).isEqualTo(4);
        assertThat(folds.foldOf("emodb_03")).isEqualTo(0);
        assertThat(folds.foldOf("z")).isEqualTo(2);
        assertThat(folds.speakersIn(1)).containsExactly("b", "k");
    }

    @Test
    void foldOf_anyOrderOfTheSpeakers_isTheSame() {
        long seed = 3;
        List<String> shuffled = new ArrayList<>(speakers(74));
        Collections.shuffle(shuffled, new Random(seed));
        SpeakerFolds one = SpeakerFolds.of(speakers(74));
        SpeakerFolds other = SpeakerFolds.of(shuffled);

        assertThat(speakers(74))
                .as("seed %d", seed)
                .allMatch(speaker -> one.foldOf(speaker) == other.foldOf(speaker));
    }

    @Test
    void speakersIn_74Speakers_have15or14() {
        SpeakerFolds folds = SpeakerFolds.of(speakers(74));

        assertThat(IntStream.range(0, 5).map(fold -> folds.speakersIn(fold).size()))
                .containsExactly(15, 15, 15, 15, 14);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void split_everyFold_partitionsTheSpeakers(int fold) {
        SpeakerFolds folds = SpeakerFolds.of(speakers(74));

        SpeakerSplit split = folds.split(fold, 8);

        assertThat(split.test()).isEqualTo(folds.speakersIn(fold));
        assertThat(split.validation()).hasSize(8).doesNotContainAnyElementsOf(split.test());
        Set<String> all = new TreeSet<>(split.training());
        all.addAll(split.validation());
        all.addAll(split.test());
        assertThat(all).containsExactlyElementsOf(speakers(74));
        assertThat(split.training().size() + 8 + split.test().size()).isEqualTo(74);
    }

    @Test
    void split_tenSpeakers_takesTheValidationEvenlySpread() {
        // without fold 0 (s000, s005): s001 s002 s003 s004 s006 s007 s008 s009; ranks floor(8/4) =
        // 2 and floor(24/4) = 6
        SpeakerSplit split = SpeakerFolds.of(speakers(10)).split(0, 2);

        assertThat(split.validation()).containsExactly("s003", "s008");
        assertThat(split.training())
                .containsExactly("s001", "s002", "s004", "s006", "s007", "s009");
    }

    @Test
    void split_mostValidationSpeakers_leavesOneForTraining() {
        SpeakerSplit split = SpeakerFolds.of(speakers(5)).split(2, 3);

        assertThat(split.validation()).hasSize(3);
        assertThat(split.training()).hasSize(1);
    }

    @Test
    void split_noValidation_isEmpty() {
        assertThat(SpeakerFolds.of(speakers(5)).split(0, 0).validation()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "5,1", "0,-1", "0,4"})
    void split_impossible_isRefused(int fold, int validationSpeakers) {
        SpeakerFolds folds = SpeakerFolds.of(speakers(5));

        assertThatThrownBy(() -> folds.split(fold, validationSpeakers))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_fourSpeakers_isRefused() {
        assertThatThrownBy(() -> SpeakerFolds.of(speakers(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 5 speakers but got 4");
    }

    @Test
    void foldOf_stranger_isRefused() {
        SpeakerFolds folds = SpeakerFolds.of(speakers(5));

        assertThatThrownBy(() -> folds.foldOf("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void newSplit_speakerInTwoSets_isRefusedByName() {
        assertThatThrownBy(
                        () ->
                                new SpeakerSplit(
                                        new TreeSet<>(Set.of("a", "b")),
                                        new TreeSet<>(),
                                        new TreeSet<>(Set.of("b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("training and test", "[b]");
    }

    @Test
    void clipsOf_split_givesNoSpeakerTwice() {
        List<LabelledClip> clips =
                IntStream.range(0, 60)
                        .mapToObj(
                                i ->
                                        new LabelledClip(
                                                Path.of(i + ".wav"),
                                                "s%03d".formatted(i % 12),
                                                Gender.UNKNOWN,
                                                "sad",
                                                null))
                        .toList();
        SpeakerSplit split = SpeakerFolds.ofClips(clips).split(1, 2);

        List<LabelledClip> training = SpeakerSplit.clipsOf(split.training(), clips);
        List<LabelledClip> test = SpeakerSplit.clipsOf(split.test(), clips);

        assertThat(test).hasSize(15).allMatch(clip -> split.test().contains(clip.speaker()));
        assertThat(training).hasSize(35);
        assertThat(training).doesNotContainAnyElementsOf(test);
    }
}
